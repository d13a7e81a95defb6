package com.bestqi.platform.test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Access tokens as the identity provider makes them, really signed. */
public final class Tokens {
    private Tokens() {}

    /** A person who logged in just now. */
    public static String user(UUID accountId) {
        return with(accountId, List.of("user"), Map.of("auth_time", now()));
    }

    /** A person whose token has no {@code auth_time}, as from a direct grant. */
    public static String staleUser(UUID accountId) {
        return with(accountId, List.of("user"), Map.of());
    }

    /** A member of staff with one role. */
    public static String staff(String role) {
        return staff(UUID.randomUUID(), role);
    }

    /** A member of staff who can be known again, with one role. */
    public static String staff(UUID staffId, String role) {
        return with(staffId, List.of(role), Map.of("auth_time", now()));
    }

    /** Another service. */
    public static String service() {
        return with(UUID.randomUUID(), List.of("service"), Map.of());
    }

    /**
     * A token with these claims on top of valid ones; a claim given here replaces the valid one.
     */
    public static String with(UUID subject, List<String> roles, Map<String, Object> more) {
        return sign(claims(subject, roles, more), issuerKey());
    }

    private static JwtClaims claims(UUID subject, List<String> roles, Map<String, Object> more) {
        var claims = new JwtClaims();
        claims.setSubject(subject.toString());
        claims.setIssuer(TestEnvironment.get(TestEnvironment.ISSUER));
        claims.setAudience("bestqi-api");
        claims.setGeneratedJwtId();
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setStringClaim("typ", "Bearer");
        claims.setClaim("realm_access", Map.of("roles", roles));
        claims.setStringListClaim("groups", roles);
        more.forEach(claims::setClaim);
        return claims;
    }

    /** A token that ended some minutes ago. */
    public static String expired(UUID subject) {
        return with(
                subject,
                List.of("user"),
                Map.of("exp", NumericDate.fromSeconds(now() - 600).getValue()));
    }

    /** A token that somebody has signed with a key of their own. */
    public static String forged(UUID subject, String keyId) {
        return sign(
                claims(subject, List.of("user"), Map.of("auth_time", now())),
                TokenIssuer.newKey(keyId));
    }

    private static RsaJsonWebKey issuerKey() {
        try {
            return (RsaJsonWebKey)
                    JsonWebKey.Factory.newJwk(TestEnvironment.get(TestEnvironment.ISSUER_KEY));
        } catch (JoseException e) {
            throw new IllegalStateException("the issuer's key cannot be read", e);
        }
    }

    private static String sign(JwtClaims claims, RsaJsonWebKey key) {
        try {
            var jws = new JsonWebSignature();
            jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
            jws.setKeyIdHeaderValue(key.getKeyId());
            jws.setHeader("typ", "JWT");
            jws.setPayload(claims.toJson());
            jws.setKey(key.getPrivateKey());
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
