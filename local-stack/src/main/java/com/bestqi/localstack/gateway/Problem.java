package com.bestqi.localstack.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * What the gateway itself refuses, in the form of RFC 9457 and with the codes that the services
 * use.
 */
enum Problem {
    MALFORMED(
            400, "bad-request", "The request is not valid", "This is no well-formed HTTP request."),
    NOT_FOUND(404, "not-found", "Not found", "There is nothing at this path."),
    METHOD_NOT_ALLOWED(
            405, "method-not-allowed", "Method not allowed", "This method is not offered."),
    PAYLOAD_TOO_LARGE(
            413,
            "payload-too-large",
            "The body is too large",
            "The body is larger than this path takes."),
    TOO_MANY_REQUESTS(
            429,
            "too-many-requests",
            "Too many requests",
            "More requests are being worked on than can be; try again."),
    UNAVAILABLE(
            503,
            "unavailable",
            "Not available at the moment",
            "The service does not answer at the moment; try again.");

    private final int status;
    private final String code;
    private final String title;
    private final String detail;

    Problem(int status, String code, String title, String detail) {
        this.status = status;
        this.code = code;
        this.title = title;
        this.detail = detail;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** Whether the same request may succeed a moment later. */
    boolean passing() {
        return status == 429 || status == 503;
    }

    Buffer body() {
        return new JsonObject()
                .put("type", "urn:problem:" + code)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .toBuffer();
    }
}
