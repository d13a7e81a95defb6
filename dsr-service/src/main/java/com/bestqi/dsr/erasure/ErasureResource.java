package com.bestqi.dsr.erasure;

import com.bestqi.platform.problem.ProblemException;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The status link: no log-in, for there is no account any more; the token is the key. */
@Path("/v1/erasures")
@RunOnVirtualThread
class ErasureResource {
    private final ErasureStatus status;

    ErasureResource(ErasureStatus status) {
        this.status = status;
    }

    @GET
    @Path("/{requestId}")
    @PermitAll
    @Operation(summary = "How far an erasure has come, by the link given out with it")
    public ErasureView get(
            @PathParam("requestId") UUID requestId, @QueryParam("token") @Nullable String token) {
        return status.of(requestId, token)
                .map(ErasureView::of)
                .orElseThrow(ProblemException::notFound);
    }

    record ServiceView(String service, String state, long erased) {}

    record ErasureView(
            UUID requestId,
            String state,
            Instant receivedAt,
            List<ServiceView> services,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String certificate) {
        static ErasureView of(ErasureStatus.Standing standing) {
            return new ErasureView(
                    standing.requestId(),
                    standing.state().name(),
                    standing.receivedAt(),
                    standing.services().stream()
                            .map(one ->
                                    new ServiceView(
                                            one.service(), one.state().name(), one.erased()))
                            .toList(),
                    standing.certificate());
        }
    }
}
