package com.bestqi.localstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Collection;

/** P-256 keys in the form of RFC 7517. */
final class SigningKeys {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int COORDINATE_BYTES = 32;

    private SigningKeys() {}

    /** A new private key as JWK. */
    static String generate(String keyId) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            var point = ((ECPublicKey) pair.getPublic()).getW();
            return JSON.createObjectNode()
                    .put("kty", "EC")
                    .put("crv", "P-256")
                    .put("alg", "ES256")
                    .put("use", "sig")
                    .put("kid", keyId)
                    .put("x", coordinate(point.getAffineX()))
                    .put("y", coordinate(point.getAffineY()))
                    .put("d", coordinate(((ECPrivateKey) pair.getPrivate()).getS()))
                    .toString();
        } catch (GeneralSecurityException e) {
            throw new StackException("this JDK cannot make P-256 keys", e);
        }
    }

    /** The public halves of {@code privateKeys} as a JWK set. */
    static String publicSet(Collection<String> privateKeys) {
        var set = JSON.createObjectNode();
        var keys = set.putArray("keys");
        for (var key : privateKeys) {
            try {
                var publicHalf = (ObjectNode) JSON.readTree(key);
                publicHalf.remove("d");
                keys.add(publicHalf);
            } catch (JsonProcessingException e) {
                throw new StackException("a signing key is no JSON", e);
            }
        }
        return set.toString();
    }

    private static String coordinate(BigInteger value) {
        var bytes = value.toByteArray();
        var fixed = new byte[COORDINATE_BYTES];
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE_BYTES - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
    }
}
