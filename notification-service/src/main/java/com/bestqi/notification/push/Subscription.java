package com.bestqi.notification.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a browser says of where it is pushed to.
 *
 * @param secret shared with the browser (RFC 8291)
 */
record Subscription(URI endpoint, ECPublicKey publicKey, byte[] secret) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECRET_BYTES = 16;

    /** Empty when it is none, or its key is no point of the curve. */
    static Optional<Subscription> parse(String token) {
        try {
            var json = JSON.readTree(token);
            var endpoint = new URI(json.path("endpoint").asText());
            var keys = json.path("keys");
            var key = PushCipher.decoded(bytes(keys.path("p256dh").asText()));
            var secret = bytes(keys.path("auth").asText());
            boolean complete =
                    endpoint.getHost() != null
                            && endpoint.getUserInfo() == null
                            && secret.length == SECRET_BYTES;
            return complete
                    ? Optional.of(new Subscription(endpoint, key, secret))
                    : Optional.empty();
        } catch (JsonProcessingException
                | URISyntaxException
                | GeneralSecurityException
                | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(String base64) {
        return Base64.getUrlDecoder().decode(base64.replaceAll("=+$", ""));
    }

    /** Scheme, host and port. */
    String origin() {
        int port = endpoint.getPort();
        return endpoint.getScheme() + "://" + endpoint.getHost() + (port < 0 ? "" : ":" + port);
    }

    /** Whether it lies at one of these; {@code https://*.host} stands for every host below. */
    boolean isAt(List<String> origins) {
        return origins.stream().anyMatch(this::isAt);
    }

    private boolean isAt(String allowed) {
        int any = allowed.indexOf("*.");
        return any < 0
                ? origin().equals(allowed)
                : origin().startsWith(allowed.substring(0, any))
                        && origin().endsWith(allowed.substring(any + 1));
    }

    @Override
    public String toString() {
        return "Subscription[hidden]";
    }
}
