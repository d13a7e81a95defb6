package com.bestqi.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealmFileTest {
    private static final JsonNode PRODUCTION = RealmFile.production();
    private static final JsonNode LOCAL = RealmFile.local();

    @Test
    void guessingPasswordsIsStopped() {
        assertThat(PRODUCTION.path("bruteForceProtected").asBoolean()).isTrue();
        assertThat(PRODUCTION.path("failureFactor").asInt()).isBetween(3, 10);
        assertThat(PRODUCTION.path("maxFailureWaitSeconds").asInt()).isGreaterThanOrEqualTo(900);
        assertThat(PRODUCTION.path("passwordPolicy").asText())
                .contains(
                        "length(10)",
                        "maxLength(128)",
                        "notUsername",
                        "notContainsUsername",
                        "notEmail");
    }

    @Test
    void nobodyRegistersPastAccountService() {
        assertThat(PRODUCTION.path("registrationAllowed").asBoolean(true)).isFalse();
        assertThat(PRODUCTION.path("loginWithEmailAllowed").asBoolean()).isTrue();
        assertThat(PRODUCTION.path("duplicateEmailsAllowed").asBoolean(true)).isFalse();
    }

    @Test
    void theAppProvesThatItAskedForTheCodeAndGetsItAtOneAddress() {
        var app = client(PRODUCTION, "bestqi-app");

        assertThat(texts(app.path("redirectUris"))).containsExactly("bestqi://callback");
        assertThat(app.at("/attributes/pkce.code.challenge.method").asText()).isEqualTo("S256");
        assertThat(app.path("publicClient").asBoolean()).isTrue();
        assertThat(app.path("standardFlowEnabled").asBoolean()).isTrue();
    }

    @Test
    void noRedirectAddressHasAWildcard() {
        for (var realm : List.of(PRODUCTION, LOCAL)) {
            for (var client : realm.path("clients")) {
                assertThat(texts(client.path("redirectUris")))
                        .noneMatch(address -> address.contains("*"));
                assertThat(texts(client.path("webOrigins"))).isEmpty();
            }
        }
    }

    @Test
    void aRefreshTokenIsUsedOnce() {
        assertThat(PRODUCTION.path("revokeRefreshToken").asBoolean()).isTrue();
        assertThat(PRODUCTION.path("refreshTokenMaxReuse").asInt(-1)).isZero();
        assertThat(PRODUCTION.path("accessTokenLifespan").asInt()).isEqualTo(300);
    }

    @Test
    void passwordsGoToKeycloakOnly() {
        for (var client : PRODUCTION.path("clients")) {
            assertThat(client.path("directAccessGrantsEnabled").asBoolean(false)).isFalse();
            assertThat(client.path("implicitFlowEnabled").asBoolean(false)).isFalse();
        }
    }

    @Test
    void productionHasNoUsersButThoseOfItsServices() {
        assertThat(PRODUCTION.path("users"))
                .hasSize(Services.ALL.size())
                .allMatch(user -> user.has("serviceAccountClientId") && !user.has("credentials"));
        assertThat(PRODUCTION.path("clients"))
                .noneMatch(client -> client.path("clientId").asText().equals("bestqi-cli"));
        assertThat(PRODUCTION.toString()).doesNotContain("localhost");
    }

    @Test
    void noSecretIsInTheFile() {
        for (var service : Services.ALL) {
            assertThat(client(PRODUCTION, service + "-service").path("secret").asText())
                    .matches("\\$\\{BESTQI_[A-Z]+_CLIENT_SECRET}");
        }
    }

    @Test
    void onlyAccountServiceManagesUsers() {
        for (var user : PRODUCTION.path("users")) {
            assertThat(texts(user.path("realmRoles"))).containsExactly("service");
            var manages = texts(user.at("/clientRoles/realm-management"));
            if (user.path("serviceAccountClientId").asText().equals("account-service")) {
                assertThat(manages)
                        .containsExactlyInAnyOrder("manage-users", "view-users", "query-users");
            } else {
                assertThat(manages).isEmpty();
            }
        }
    }

    @Test
    void whatStaffMayDoIsSaidForEveryResourceAndLookedUpAtTheUser() {
        var staff = client(PRODUCTION, "bestqi-staff");
        var settings = staff.path("authorizationSettings");

        assertThat(staff.has("secret")).isFalse();
        assertThat(staff.path("fullScopeAllowed").asBoolean(true)).isFalse();
        assertThat(staff.path("standardFlowEnabled").asBoolean(true)).isFalse();
        assertThat(settings.path("policyEnforcementMode").asText()).isEqualTo("ENFORCING");
        assertThat(settings.path("allowRemoteResourceManagement").asBoolean(true)).isFalse();
        var names = new ArrayList<String>();
        for (var policy : settings.path("policies")) {
            names.add(policy.path("name").asText());
            if (policy.path("type").asText().equals("role")) {
                assertThat(policy.at("/config/fetchRoles").asText()).isEqualTo("true");
            }
        }
        for (var resource : settings.path("resources")) {
            for (var scope : resource.path("scopes")) {
                assertThat(names)
                        .contains(
                                scope.path("name").asText() + " " + resource.path("name").asText());
            }
        }
        assertThat(names).contains("edit policies", "view audit");
    }

    @Test
    void aTokenCarriesNothingAboutThePersonButTheId() {
        var claims = new ArrayList<String>();
        for (var scope : PRODUCTION.path("clientScopes")) {
            scope.path("protocolMappers")
                    .forEach(mapper -> claims.add(mapper.at("/config/claim.name").asText()));
        }

        assertThat(claims)
                .containsExactlyInAnyOrder("", "", "auth_time", "realm_access.roles", "groups");
    }

    @Test
    void theLocalRealmAddsTheClientForTestsAndTheStaff() {
        assertThat(client(LOCAL, "bestqi-cli").path("directAccessGrantsEnabled").asBoolean())
                .isTrue();
        assertThat(texts(client(LOCAL, "bestqi-app").path("redirectUris")))
                .containsExactly("bestqi://callback", "${BESTQI_PUBLIC_URL}/callback");
        assertThat(
                        StreamSupport.stream(LOCAL.path("users").spliterator(), false)
                                .map(user -> user.path("username").asText()))
                .contains("officer", "officer2", "editor", "editor2", "support", "auditor");
    }

    @Test
    void everyPlaceholderOfTheRealmHasAValue(@TempDir Path dataDir) {
        Map<String, String> environment =
                RealmFile.environment(Secrets.in(dataDir), "http://localhost:1", 2);

        var names =
                Pattern.compile("\\$\\{(BESTQI_[A-Z_]+)}")
                        .matcher(LOCAL.toString())
                        .results()
                        .map(match -> match.group(1))
                        .toList();

        assertThat(names).isNotEmpty().allMatch(environment::containsKey);
    }

    private static JsonNode client(JsonNode realm, String id) {
        return StreamSupport.stream(realm.path("clients").spliterator(), false)
                .filter(client -> client.path("clientId").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
