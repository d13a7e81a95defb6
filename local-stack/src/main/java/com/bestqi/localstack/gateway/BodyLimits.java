package com.bestqi.localstack.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;

/** How large a request body may be, before any service looks at it. */
final class BodyLimits {
    static final long MIB = 1024L * 1024;

    /**
     * A service judges the size of what it stores; what surrounds it in the request comes on top.
     */
    private static final long ENVELOPE = 64L * 1024;

    private static final long DEFAULT = MIB;
    private static final long READINGS = 10 * MIB;
    private static final long PICTURE = 2 * MIB + ENVELOPE;
    private static final long FEEDBACK = 60 * MIB;

    private BodyLimits() {}

    static long of(HttpServerRequest request) {
        var type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return of(request.method().name(), RequestPath.of(request), type == null ? "" : type);
    }

    /**
     * The limit in bytes for a request with this method, path and {@code Content-Type} (empty if
     * there is none).
     */
    static long of(String method, String path, String contentType) {
        var segments = RequestPath.segments(path).orElse(List.of());
        var type = contentType.toLowerCase(Locale.ROOT);
        if (method.equals("POST") && segments.equals(List.of("v1", "feedback"))) {
            return FEEDBACK;
        }
        if (method.equals("PUT") && segments.equals(List.of("v1", "accounts", "me", "picture"))) {
            return PICTURE;
        }
        if (method.equals("POST")
                && type.startsWith("application/x-ndjson")
                && segments.size() == 4
                && segments.get(1).equals("devices")
                && segments.get(3).equals("readings")) {
            return READINGS;
        }
        return DEFAULT;
    }
}
