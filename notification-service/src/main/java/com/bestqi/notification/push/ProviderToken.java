package com.bestqi.notification.push;

import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Signed tokens by which a provider knows this service, each used again for a while. */
final class ProviderToken {
    private final PrivateKey key;
    private final String algorithm;
    private final @Nullable String keyId;
    private final Duration life;
    private final Clock clock;
    private final Map<String, Made> made = new HashMap<>();

    /**
     * Tokens of one key.
     *
     * @param life after which a new one is made
     */
    ProviderToken(
            PrivateKey key, String algorithm, @Nullable String keyId, Duration life, Clock clock) {
        this.key = key;
        this.algorithm = algorithm;
        this.keyId = keyId;
        this.life = life;
        this.clock = clock;
    }

    private record Made(String token, Instant until) {}

    /** A token with these claims, the issue time and, if asked for, an end. */
    synchronized String of(Map<String, String> claims, boolean ending) {
        var now = clock.instant();
        var name = String.valueOf(claims);
        var known = made.get(name);
        if (known != null && known.until().isAfter(now)) {
            return known.token();
        }
        var token = sign(claims, now, ending);
        made.put(name, new Made(token, now.plus(life)));
        return token;
    }

    /** Has the next ones made anew; the provider did not take one. */
    synchronized void forget() {
        made.clear();
    }

    private String sign(Map<String, String> given, Instant now, boolean ending) {
        var claims = new JwtClaims();
        given.forEach(claims::setClaim);
        claims.setClaim("iat", now.getEpochSecond());
        if (ending) {
            claims.setClaim("exp", now.plus(life).plus(life).getEpochSecond());
        }
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setHeader("typ", "JWT");
        signature.setKey(key);
        if (keyId != null) {
            signature.setKeyIdHeaderValue(keyId);
        }
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("cannot sign for a push provider", e);
        }
    }
}
