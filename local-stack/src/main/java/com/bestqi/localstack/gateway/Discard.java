package com.bestqi.localstack.gateway;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Reads and throws away what still comes of a refused body, for many clients hear an answer only
 * once they have sent everything; one that does not stop is cut off.
 */
final class Discard implements Handler<Buffer> {
    private static final long PATIENCE = 64 * BodyLimits.MIB;

    private final HttpServerRequest request;
    private long seen;

    Discard(HttpServerRequest request) {
        this.request = request;
    }

    @Override
    public void handle(Buffer chunk) {
        seen += chunk.length();
        if (seen > PATIENCE) {
            var unused = request.connection().close();
        }
    }
}
