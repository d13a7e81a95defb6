package com.bestqi.localstack.gateway;

import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Reads a path in the one way that leaves no room for a second reading: whatever a service behind
 * could take for another path (dot segments, double slashes, matrix parameters, encoded separators,
 * double encoding) is no path here.
 */
final class RequestPath {
    private static final String PLAIN = "-._~!$&'()*+,=:@";
    private static final String NEVER_ENCODED = "/\\.;%?#";

    private RequestPath() {}

    /**
     * The path of {@code request}, still encoded; empty if the request names no path but a whole
     * address.
     */
    static String of(HttpServerRequest request) {
        var path = request.path();
        return path == null || !request.uri().startsWith("/") ? "" : path;
    }

    /** The decoded segments, or nothing if the path is written in a way that is not accepted. */
    static Optional<List<String>> segments(String path) {
        if (!path.startsWith("/") || path.length() > 2_000) {
            return Optional.empty();
        }
        var segments = new ArrayList<String>();
        for (var raw : path.substring(1).split("/", -1)) {
            var segment = decode(raw);
            if (segment.isEmpty() || segment.get().isEmpty() || segment.get().matches("\\.+")) {
                return Optional.empty();
            }
            segments.add(segment.get());
        }
        return Optional.of(segments);
    }

    private static Optional<String> decode(String raw) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int value = encodedByte(raw, i);
                if (value < ' ' || value == 0x7f || NEVER_ENCODED.indexOf(value) >= 0) {
                    return Optional.empty();
                }
                bytes.write(value);
                i += 2;
            } else if (isPlain(c)) {
                bytes.write(c);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(bytes.toString(StandardCharsets.UTF_8));
    }

    private static int encodedByte(String raw, int at) {
        if (at + 2 >= raw.length()
                || !HexFormat.isHexDigit(raw.charAt(at + 1))
                || !HexFormat.isHexDigit(raw.charAt(at + 2))) {
            return -1;
        }
        return HexFormat.fromHexDigits(raw, at + 1, at + 3);
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || PLAIN.indexOf(c) >= 0;
    }
}
