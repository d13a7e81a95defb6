package com.bestqi.localstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The realm as production gets it, and the realm as the local stack imports it: the former with the
 * local clients, redirect addresses and staff users added. Secrets and addresses stay placeholders,
 * which Keycloak fills from its environment.
 */
final class RealmFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RealmFile() {}

    static ObjectNode production() {
        return read("/realm/bestqi-realm.json");
    }

    static ObjectNode local() {
        var realm = production();
        var overlay = read("/realm/local-overlay.json");
        overlay.withArray("clients")
                .forEach(client -> mergeClient(realm.withArray("clients"), (ObjectNode) client));
        overlay.withArray("users")
                .forEach(user ->
                        realm.withArray("users")
                                .add(
                                        user.has("serviceAccountClientId")
                                                ? user
                                                : withNameAsPassword((ObjectNode) user)));
        return realm;
    }

    /** What the placeholders of the realm stand for. */
    static Map<String, String> environment(Secrets secrets, String publicUrl, int smtpPort) {
        var environment = new TreeMap<String, String>();
        for (var service : Services.ALL) {
            environment.put(
                    "BESTQI_" + service.toUpperCase(Locale.ROOT) + "_CLIENT_SECRET",
                    secrets.password("client." + service + "-service"));
        }
        environment.put(
                "BESTQI_CONTROLLER_CLIENT_SECRET", secrets.password("client.example-controller"));
        environment.put("BESTQI_PUBLIC_URL", publicUrl);
        environment.put("BESTQI_SMTP_HOST", "localhost");
        environment.put("BESTQI_SMTP_PORT", Integer.toString(smtpPort));
        environment.put("BESTQI_MAIL_FROM", "no-reply@bestqi.local");
        return environment;
    }

    /**
     * An array of a client that exists already is added to; a client that does not is added whole.
     */
    private static void mergeClient(ArrayNode clients, ObjectNode addition) {
        for (var client : clients) {
            if (client.path("clientId").equals(addition.path("clientId"))) {
                addition.properties()
                        .forEach(field -> {
                            if (field.getValue().isArray()) {
                                ((ObjectNode) client)
                                        .withArray(field.getKey())
                                        .addAll((ArrayNode) field.getValue());
                            }
                        });
                return;
            }
        }
        clients.add(addition);
    }

    /**
     * The password policy refuses a password that equals the name, but not one that comes hashed.
     */
    private static ObjectNode withNameAsPassword(ObjectNode user) {
        var hash = PasswordHash.of(user.path("username").asText());
        user.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("secretData", hash.secretData())
                .put("credentialData", hash.credentialData());
        return user;
    }

    private static ObjectNode read(String resource) {
        try {
            return (ObjectNode) JSON.readTree(Resources.text(resource));
        } catch (JsonProcessingException e) {
            throw new StackException(resource + " is no JSON", e);
        }
    }
}
