package com.bestqi.platform.proof;

import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Public keys, and the check of a signature against them. ES256 only. */
public final class KeySet {
    private static final AlgorithmConstraints ES256 =
            new AlgorithmConstraints(
                    AlgorithmConstraints.ConstraintType.PERMIT,
                    AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

    private final JsonWebKeySet keys;

    private KeySet(JsonWebKeySet keys) {
        this.keys = keys;
    }

    /** Reads a JWK set; throws {@link IllegalArgumentException} when it is none. */
    public static KeySet parse(String jwks) {
        try {
            return new KeySet(new JsonWebKeySet(jwks));
        } catch (JoseException e) {
            throw new IllegalArgumentException("not a JWK set", e);
        }
    }

    /**
     * A statement whose signature holds.
     *
     * @param keyId the key that signed it
     */
    public record Verified(String keyId, String type, String payload) {}

    /** Checks a compact JWS of the type given; empty when anything about it is wrong. */
    public Optional<Verified> verify(String type, String compact) {
        try {
            var jws = new JsonWebSignature();
            jws.setAlgorithmConstraints(ES256);
            jws.setCompactSerialization(compact);
            var keyId = jws.getKeyIdHeaderValue();
            var key = keyId == null ? null : keys.findJsonWebKey(keyId, "EC", null, null);
            if (key == null || !type.equals(jws.getHeader("typ"))) {
                return Optional.empty();
            }
            jws.setKey(key.getKey());
            return jws.verifySignature()
                    ? Optional.of(new Verified(keyId, type, jws.getPayload()))
                    : Optional.empty();
        } catch (JoseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
