package com.bestqi.platform.permission;

import com.bestqi.platform.permission.Decisions.Decision;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Carries out {@link Permitted}: behind the check of the token and of the role, before the body is
 * read, and behind the beginning of the call's audit, so that a refusal is in it too.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class PermissionFilter implements ContainerRequestFilter {
    private final Instance<Decisions> decisions;
    private final ConcurrentHashMap<Method, Optional<Permitted>> wanted = new ConcurrentHashMap<>();

    /** Takes what it asks when the first call comes: providers are made before it is configured. */
    public PermissionFilter(Instance<Decisions> decisions) {
        this.decisions = decisions;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var context = (ResteasyReactiveContainerRequestContext) request;
        var resource = context.getServerRequestContext().getResteasyReactiveResourceInfo();
        if (resource == null) {
            return;
        }
        wanted.computeIfAbsent(resource.getMethod(), PermissionFilter::wanted)
                .ifPresent(permission -> check(context, permission));
    }

    private static Optional<Permitted> wanted(Method method) {
        var onMethod = method.getAnnotation(Permitted.class);
        return Optional.ofNullable(
                onMethod != null
                        ? onMethod
                        : method.getDeclaringClass().getAnnotation(Permitted.class));
    }

    private void check(ResteasyReactiveContainerRequestContext context, Permitted permission) {
        if (!(context.getSecurityContext().getUserPrincipal() instanceof JsonWebToken token)) {
            context.abortWith(unauthorized().toResponse());
            return;
        }
        context.suspend();
        var raw = token.getRawToken();
        // A thread of its own: those that others may block, as of the common pool, can wait for us.
        Thread.startVirtualThread(() -> {
            try {
                conclude(context, decisions.get().ask(raw, permission));
            } catch (RuntimeException e) {
                context.resume(e);
            }
        });
    }

    private static void conclude(
            ResteasyReactiveContainerRequestContext context, Decision decision) {
        // Whoever is aborted resumes by itself.
        switch (decision) {
            case PERMITTED -> context.resume();
            case REFUSED -> context.abortWith(forbidden().toResponse());
            case UNKNOWN_CALLER -> context.abortWith(unauthorized().toResponse());
            case UNDECIDED -> context.abortWith(undecided().toResponse());
        }
    }

    private static ProblemException forbidden() {
        return new ProblemException(
                CommonProblem.FORBIDDEN, "You are not permitted this; an administrator can.");
    }

    private static ProblemException unauthorized() {
        return new ProblemException(CommonProblem.UNAUTHORIZED, "This needs a valid access token.")
                .header("WWW-Authenticate", "Bearer");
    }

    private static ProblemException undecided() {
        return ProblemException.unavailable(
                CommonProblem.UNAVAILABLE, "Who decides about permissions is away; try again.");
    }
}
