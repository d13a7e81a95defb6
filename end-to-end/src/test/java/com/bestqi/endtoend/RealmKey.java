package com.bestqi.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The key with which the realm signs, taken out of Keycloak's database: with it a test makes tokens
 * that are wrong in one thing only.
 */
record RealmKey(String keyId, PrivateKey privateKey, String publicKeyPem, String masterToken) {
    private static final String PRIVATE_KEY =
            """
            SELECT k.value FROM component_config k
            JOIN component c ON c.id = k.component_id
            JOIN realm r ON r.id = c.realm_id
            WHERE r.name = 'bestqi' AND c.provider_id = 'rsa-generated' AND k.name = 'privateKey'
            """;

    static RealmKey of(Suite suite) {
        var keycloak = suite.addresses().keycloak();
        try (var http = HttpClient.newHttpClient()) {
            var realm = keycloak + "/realms/bestqi";
            var keys =
                    send(
                            http,
                            HttpRequest.newBuilder(
                                    URI.create(realm + "/protocol/openid-connect/certs")));
            var publicKey = send(http, HttpRequest.newBuilder(URI.create(realm)));
            var master =
                    send(
                            http,
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    keycloak
                                                            + "/realms/master/protocol/openid-connect/token"))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    "grant_type=password&client_id=admin-cli&username=admin&password="
                                                            + suite.stack()
                                                                    .keycloak()
                                                                    .adminPassword())));
            return new RealmKey(
                    signing(keys),
                    privateKey(suite),
                    publicKey.path("public_key").asText(),
                    master.path("access_token").asText());
        } catch (IOException | GeneralSecurityException | SQLException e) {
            throw new IllegalStateException("cannot get at the realm's key", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static JsonNode send(HttpClient http, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new ObjectMapper().readTree(answer.body());
    }

    private static String signing(JsonNode keys) {
        for (var key : keys.path("keys")) {
            if (key.path("use").asText().equals("sig")) {
                return key.path("kid").asText();
            }
        }
        throw new IllegalStateException("the realm has no signing key");
    }

    private static PrivateKey privateKey(Suite suite)
            throws SQLException, GeneralSecurityException {
        try (var connection = suite.databases().connect("keycloak");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(PRIVATE_KEY)) {
            rows.next();
            var key = Base64.getMimeDecoder().decode(rows.getString(1));
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(pkcs8(key)));
        }
    }

    /**
     * Keycloak keeps the bare key of PKCS #1; Java reads PKCS #8, which says what kind of key it
     * is.
     */
    private static byte[] pkcs8(byte[] pkcs1) {
        var head = HexFormat.of().parseHex("020100" + "300d06092a864886f70d0101010500" + "0482");
        int inner = head.length + 2 + pkcs1.length;
        return ByteBuffer.allocate(4 + inner)
                .put((byte) 0x30)
                .put((byte) 0x82)
                .putShort((short) inner)
                .put(head)
                .putShort((short) pkcs1.length)
                .put(pkcs1)
                .array();
    }
}
