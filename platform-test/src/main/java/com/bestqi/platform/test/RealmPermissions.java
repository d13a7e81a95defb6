package com.bestqi.platform.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the realm's own file permits which role, read as Keycloak would at its import. The real one
 * is asked by the end-to-end tests.
 */
final class RealmPermissions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Set<String>> roles = new HashMap<>();
    private final Set<String> withdrawn = ConcurrentHashMap.newKeySet();

    RealmPermissions() {
        var settings = settings();
        var rolesOf = new HashMap<String, Set<String>>();
        for (var policy : settings.path("policies")) {
            if (policy.path("type").asText().equals("role")) {
                var names = new HashSet<String>();
                list(policy, "roles").forEach(role -> names.add(role.path("id").asText()));
                rolesOf.put(policy.path("name").asText(), names);
            }
        }
        for (var policy : settings.path("policies")) {
            if (policy.path("type").asText().equals("scope")) {
                var allowed = new HashSet<String>();
                list(policy, "applyPolicies")
                        .forEach(name -> allowed.addAll(rolesOf.get(name.asText())));
                list(policy, "resources")
                        .forEach(resource ->
                                list(policy, "scopes")
                                        .forEach(scope ->
                                                roles.put(
                                                        resource.asText() + "#" + scope.asText(),
                                                        allowed)));
            }
        }
    }

    private static JsonNode list(JsonNode policy, String name) {
        try {
            return JSON.readTree(policy.path("config").path(name).asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode settings() {
        try (var file = RealmPermissions.class.getResourceAsStream("/realm/bestqi-realm.json")) {
            for (var client : JSON.readTree(file).path("clients")) {
                if (client.path("clientId").asText().equals("bestqi-staff")) {
                    return client.path("authorizationSettings");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the realm has no client bestqi-staff");
    }

    boolean knows(String permission) {
        return roles.containsKey(permission);
    }

    boolean allows(String permission, Collection<String> asked) {
        return !withdrawn.contains(permission)
                && roles.getOrDefault(permission, Set.of()).stream().anyMatch(asked::contains);
    }

    void withdraw(String permission) {
        withdrawn.add(permission);
    }

    void restore() {
        withdrawn.clear();
    }
}
