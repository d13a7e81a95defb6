package com.bestqi.platform.audit;

import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import io.quarkus.arc.Arc;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Records every call of staff and of other services, also those that are refused, and lets no
 * answer leave before its entry is durable; without entry the answer is 503. A call that may change
 * something has an entry before it begins as well, so that no change is without one. Nothing waits
 * on a thread meanwhile.
 */
@Provider
@Priority(CallAudit.AFTER_ALL_OTHERS)
public class CallAudit implements ContainerRequestFilter, ContainerResponseFilter {
    /** Response filters run from the highest number down. */
    static final int AFTER_ALL_OTHERS = 10;

    private static final String BEGUN = "begun";

    private final AuditWriter writer;
    private final AuditedCall named;

    /** Everything it needs is injected. */
    public CallAudit(AuditWriter writer, AuditedCall named) {
        this.writer = writer;
        this.named = named;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var call = call(request);
        if (call == null || !call.changes()) {
            return;
        }
        var context = (ResteasyReactiveContainerRequestContext) request;
        context.suspend();
        var unused =
                writer.write(call.note(About.nobody(), BEGUN))
                        .whenComplete((_, failure) -> {
                            if (failure == null) {
                                context.resume();
                            } else {
                                // Resumes by itself.
                                context.abortWith(refusal().toResponse());
                            }
                        });
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var call = call(request);
        if (call == null) {
            return;
        }
        var note = call.note(named(), Integer.toString(response.getStatus()));
        var context = (ResteasyReactiveContainerRequestContext) request;
        context.suspend();
        var unused =
                writer.write(note)
                        .whenComplete((_, failure) -> {
                            if (failure != null) {
                                replace(response);
                            }
                            context.resume();
                        });
    }

    private static @Nullable AuditedRequest call(ContainerRequestContext request) {
        var resource =
                ((ResteasyReactiveContainerRequestContext) request)
                        .getServerRequestContext()
                        .getResteasyReactiveResourceInfo();
        if (resource == null || !AuditedRequest.concerns(resource.getMethod())) {
            return null;
        }
        // Without a principal nobody came in.
        return request.getSecurityContext().getUserPrincipal() instanceof JsonWebToken token
                        && AuditedRequest.concerns(resource.getMethod(), token)
                ? AuditedRequest.of(request, resource.getMethod(), token)
                : null;
    }

    private About named() {
        return Arc.container().requestContext().isActive() ? named.about() : About.nobody();
    }

    private static void replace(ContainerResponseContext response) {
        var refused = refusal().toResponse();
        response.getHeaders().keySet().removeIf(header -> !header.equals("X-Request-Id"));
        response.setStatus(refused.getStatus());
        response.getHeaders()
                .putSingle(
                        HttpHeaders.RETRY_AFTER, refused.getHeaderString(HttpHeaders.RETRY_AFTER));
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setEntity(refused.getEntity(), new Annotation[0], refused.getMediaType());
    }

    private static ProblemException refusal() {
        return ProblemException.unavailable(
                CommonProblem.UNAVAILABLE, "A part that this needs is away; try again.");
    }
}
