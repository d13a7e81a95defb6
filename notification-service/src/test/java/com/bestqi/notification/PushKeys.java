package com.bestqi.notification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Keys as the providers would give them, made for one run. */
final class PushKeys {
    private PushKeys() {}

    /** The settings of all three providers, which are played at {@code url}. */
    static Map<String, String> settings(String url) {
        try {
            var account =
                    new io.vertx.core.json.JsonObject()
                            .put("project_id", "bestqi-test")
                            .put("client_email", "push@bestqi-test.example")
                            .put("token_uri", url + "/push/token")
                            .put("private_key", pem(pair("RSA", 2048).getPrivate()));
            return Map.of(
                    "bestqi.push.fcm.service-account-file",
                    file("fcm.json", account.encode()),
                    "bestqi.push.fcm.url",
                    url + "/push",
                    "bestqi.push.apns.key-file",
                    file("apns.p8", pem(pair("EC", 256).getPrivate())),
                    "bestqi.push.apns.key-id",
                    "KEY1",
                    "bestqi.push.apns.team-id",
                    "TEAM1",
                    "bestqi.push.apns.topic",
                    "com.bestqi.app",
                    "bestqi.push.apns.url",
                    url + "/push",
                    "bestqi.push.webpush.key-file",
                    file("vapid.jwk", jwk(pair("EC", 256))),
                    "bestqi.push.webpush.origins",
                    url + ",https://*.push.example");
        } catch (GeneralSecurityException | JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static String pem(Key key) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static String jwk(KeyPair pair) throws JoseException {
        var jwk = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
        jwk.setPrivateKey(pair.getPrivate());
        return jwk.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE);
    }

    private static String file(String name, String text) {
        try {
            var folder = Files.createDirectories(Path.of("target", "push-keys"));
            return Files.writeString(folder.resolve(name), text).toAbsolutePath().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
