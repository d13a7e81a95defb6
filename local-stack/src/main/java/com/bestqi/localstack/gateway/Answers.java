package com.bestqi.localstack.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Answers that the gateway gives by itself. */
final class Answers {
    private static final String RETRY_AFTER_SECONDS = "1";

    private Answers() {}

    /** Refuses a request; what is still to come of its body is read and thrown away. */
    static void refuse(HttpServerRequest request, Problem problem) {
        if (problem.passing()) {
            request.response().putHeader("Retry-After", retryAfter());
        }
        send(
                request,
                problem.status(),
                "application/problem+json",
                Headers.NO_CONTENT_POLICY,
                problem.body());
    }

    static String retryAfter() {
        return RETRY_AFTER_SECONDS;
    }

    static void send(
            HttpServerRequest request, int status, String type, String contentPolicy, Buffer body) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Headers.add(response.headers(), Headers.requestId(request.headers()), contentPolicy);
        if (!request.isEnded()) {
            request.handler(new Discard(request)).resume();
        }
        var unused = response.setStatusCode(status).putHeader("Content-Type", type).end(body);
    }
}
