package com.bestqi.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * The 400 answers to JSON of the wrong form. Quarkus has a mapper of its own for the more special
 * exception, which would answer with the value and the class name; this one goes before it.
 */
public final class MalformedJson {
    private MalformedJson() {}

    /** JSON that is none. */
    @Provider
    @Priority(1)
    public static class Unreadable implements ExceptionMapper<JsonProcessingException> {
        @Override
        public Response toResponse(JsonProcessingException refused) {
            return ApiProblems.translate(400, refused).toResponse();
        }
    }

    /** JSON that is none of ours. */
    @Provider
    @Priority(1)
    public static class Mismatched implements ExceptionMapper<MismatchedInputException> {
        @Override
        public Response toResponse(MismatchedInputException refused) {
            return ApiProblems.translate(400, refused).toResponse();
        }
    }
}
