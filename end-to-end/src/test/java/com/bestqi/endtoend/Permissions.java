package com.bestqi.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What an admin does in the Keycloak console, by the interface that the console uses. */
final class Permissions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String realm;
    private final String token;

    Permissions(Suite suite) {
        realm = suite.addresses().keycloak() + "/admin/realms/bestqi";
        token = RealmKey.of(suite).masterToken();
    }

    /** Lets these role policies decide about a permission, and no others. */
    void decide(String permission, List<String> policies) {
        var server =
                realm
                        + "/clients/"
                        + get(realm + "/clients?clientId=bestqi-staff").get(0).path("id").asText()
                        + "/authz/resource-server/permission/scope";
        var found = get(server + "?name=" + encoded(permission)).get(0);
        var id = found.path("id").asText();
        send(
                "PUT",
                server + "/" + id,
                Map.of(
                        "id", id,
                        "name", permission,
                        "type", "scope",
                        "logic", "POSITIVE",
                        "decisionStrategy", "AFFIRMATIVE",
                        "resources", ids(get(server + "/" + id + "/resources"), "_id"),
                        "scopes", ids(get(server + "/" + id + "/scopes"), "id"),
                        "policies", policies));
    }

    private static List<String> ids(JsonNode found, String name) {
        return found.findValuesAsText(name);
    }

    /** Takes a role from a user, or gives it back. */
    void role(String user, String role, boolean given) {
        var id = get(realm + "/users?exact=true&username=" + user).get(0).path("id").asText();
        send(
                given ? "POST" : "DELETE",
                realm + "/users/" + id + "/role-mappings/realm",
                List.of(get(realm + "/roles/" + role)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonNode get(String url) {
        return send("GET", url, null);
    }

    private JsonNode send(String method, String url, Object body) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(url))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .method(
                                    method,
                                    body == null
                                            ? BodyPublishers.noBody()
                                            : BodyPublishers.ofString(
                                                    JSON.writeValueAsString(body)));
            var answer = HTTP.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(url + ": " + answer);
            }
            return answer.body().isEmpty()
                    ? JSON.missingNode()
                    : JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
