package com.bestqi.localstack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A hashed password in the form in which Keycloak keeps and imports it. */
record PasswordHash(String secretData, String credentialData) {
    /**
     * Few, for these passwords are written in the documentation; Keycloak hashes its own with many.
     */
    private static final int ITERATIONS = 1_000;

    private static final int BITS = 512;

    static PasswordHash of(String password) {
        var salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        var json = JsonNodeFactory.instance;
        var secret = json.objectNode().put("value", hash(password, salt)).put("salt", base64(salt));
        var credential =
                json.objectNode()
                        .put("hashIterations", ITERATIONS)
                        .put("algorithm", "pbkdf2-sha512");
        return new PasswordHash(secret.toString(), credential.toString());
    }

    private static String hash(String password, byte[] salt) {
        try {
            var key = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, BITS);
            return base64(
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                            .generateSecret(key)
                            .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new StackException("this JDK cannot hash a password", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
