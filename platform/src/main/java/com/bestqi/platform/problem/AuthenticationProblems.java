package com.bestqi.platform.problem;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * The 401 answers. They stand in for the problem library's own mappers, which were compiled against
 * another Quarkus and fail on the challenge's type in this one.
 */
public final class AuthenticationProblems {
    private AuthenticationProblems() {}

    /** No token where one is needed. */
    @Provider
    @Priority(1)
    public static class Missing implements ExceptionMapper<UnauthorizedException> {
        @Override
        public Response toResponse(UnauthorizedException refused) {
            return ApiProblems.translate(401, refused).toResponse();
        }
    }

    /** A token that is not one of ours, or no longer; told so as RFC 6750 has it. */
    @Provider
    @Priority(1)
    public static class Invalid implements ExceptionMapper<AuthenticationFailedException> {
        @Override
        public Response toResponse(AuthenticationFailedException refused) {
            return ApiProblems.translate(401, refused)
                    .header("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                    .toResponse();
        }
    }
}
