package com.bestqi.platform.web;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Leaves a call whose answer is known already. */
public final class ReplayedAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient IdempotentAnswers.Answer answer;

    ReplayedAnswer(IdempotentAnswers.Answer answer) {
        super("answered before", null, false, false);
        this.answer = answer;
    }

    /** Gives the first answer again. */
    @Provider
    public static class Mapper implements ExceptionMapper<ReplayedAnswer> {
        @Override
        public Response toResponse(ReplayedAnswer replayed) {
            var response = Response.status(replayed.answer.status());
            var location = replayed.answer.location();
            if (location != null) {
                response.header(HttpHeaders.LOCATION, location);
            }
            var body = replayed.answer.body();
            if (body != null) {
                response.entity(body).type(MediaType.APPLICATION_JSON_TYPE);
            }
            return response.build();
        }
    }
}
