package com.bestqi.platform.restore;

import com.bestqi.platform.inbox.CatchUp;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/**
 * Answers 503 on every path until the gate is open, the internal ones too: what a service needs to
 * open its own gate comes from the log and from its databases, never from another service, so that
 * services that start together cannot wait for each other.
 */
@Provider
@PreMatching
// After the filter that names the request.
@Priority(Priorities.USER + 1_000)
public class RestoreFilter implements ContainerRequestFilter {
    private final CatchUp catchUp;

    /** Everything it needs is injected. */
    public RestoreFilter(CatchUp catchUp) {
        this.catchUp = catchUp;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!catchUp.open()) {
            throw ProblemException.unavailable(
                    CommonProblem.SERVICE_RESTORING,
                    "The service is catching up with what was erased; try again shortly.");
        }
    }
}
