package com.bestqi.localstack.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** What headers pass, in which direction, and which are added. */
final class Headers {
    static final String REQUEST_ID = "X-Request-Id";

    /** For answers that no browser is to show as a page. */
    static final String NO_CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'";

    private static final Pattern SANE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** What a client says about the way its request took is not believed. */
    private static final List<String> ABOUT_THE_WAY =
            List.of(
                    "Forwarded",
                    "X-Forwarded-For",
                    "X-Forwarded-Host",
                    "X-Forwarded-Port",
                    "X-Forwarded-Prefix",
                    "X-Forwarded-Proto",
                    "X-Forwarded-Server",
                    "X-Forwarded-Ssl",
                    "X-Forwarded-Path",
                    "X-Original-URL",
                    "X-Rewrite-URL",
                    "X-HTTP-Method-Override",
                    "X-Real-IP");

    /** RFC 9110, 7.6.1: for one connection only. */
    private static final List<String> ONE_HOP =
            List.of(
                    "Connection",
                    "Keep-Alive",
                    "Proxy-Connection",
                    "Proxy-Authenticate",
                    "Proxy-Authorization",
                    "TE",
                    "Trailer",
                    "Transfer-Encoding",
                    "Upgrade",
                    "Expect");

    private Headers() {}

    /** The id that the client gave its request if it is of a sane form, else a new one. */
    static String requestId(MultiMap headers) {
        var given = headers.get(REQUEST_ID);
        return given != null && SANE_ID.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }

    /** Makes the headers of a client those that a service gets. */
    static void toService(MultiMap headers, String requestId, String clientAddress) {
        removeOneHop(headers);
        ABOUT_THE_WAY.forEach(headers::remove);
        headers.set("X-Forwarded-For", clientAddress);
        headers.set(REQUEST_ID, requestId);
    }

    /** Makes the headers of a service those that the client gets. */
    static void toClient(MultiMap headers, String requestId) {
        removeOneHop(headers);
        headers.remove("Server");
        headers.remove("X-Powered-By");
        add(headers, requestId, NO_CONTENT_POLICY);
    }

    /** Adds what every answer carries. */
    static void add(MultiMap headers, String requestId, String contentPolicy) {
        headers.set(REQUEST_ID, requestId);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Content-Security-Policy", contentPolicy);
        if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    private static void removeOneHop(MultiMap headers) {
        var named = new ArrayList<String>();
        for (var connection : headers.getAll(HttpHeaders.CONNECTION)) {
            named.addAll(List.of(connection.split(",", -1)));
        }
        named.forEach(name -> {
            var header = name.strip();
            // A client must not be able to have these taken off by naming them as its own
            // connection's.
            if (!header.equalsIgnoreCase("Content-Length")
                    && !header.equalsIgnoreCase("Authorization")) {
                headers.remove(header);
            }
        });
        ONE_HOP.forEach(headers::remove);
    }
}
