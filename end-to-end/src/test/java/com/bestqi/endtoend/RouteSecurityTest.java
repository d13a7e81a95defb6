package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.endtoend.client.Answer;
import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.client.Login;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every route of the merged description, without a token and with one that is not for it. */
@ExtendWith(Suite.Extension.class)
class RouteSecurityTest {
    /** The reviewed list of what is open to anybody, as {@code api.md} has it. */
    private static final Set<String> OPEN =
            Set.of(
                    "POST /v1/accounts",
                    "POST /v1/pairings/{code}/claim",
                    "GET /v1/device-types",
                    "GET /v1/policies",
                    "GET /v1/policies/current",
                    "GET /v1/policies/{version}",
                    "GET /v1/policies/{version}/diff",
                    "GET /v1/purposes",
                    "GET /v1/switches",
                    "GET /v1/recipients",
                    "GET /v1/receipts/keys",
                    "GET /v1/receipts/schema",
                    "GET /v1/data-categories",
                    "GET /v1/erasures/{requestId}",
                    "GET /v1/transfers/{transferId}",
                    "GET /v1/opendsr/discovery",
                    "GET /v1/opendsr/certificate",
                    "POST /v1/requests/by-mail",
                    "POST /v1/requests/by-mail/{id}/verification",
                    "GET /v1/certificates/keys",
                    "POST /v1/unsubscriptions/{token}");

    private final Suite suite;
    private final ApiDocument document;

    RouteSecurityTest(Suite suite) {
        this.suite = suite;
        this.document = ApiDocument.of(suite);
    }

    @Test
    @Tag("SE-1")
    void withoutATokenOnlyTheReviewedRoutesAnswer() {
        var answering = new TreeSet<String>();
        for (var route : document.routes()) {
            var answer = call(suite.anyone(), route);
            if (answer.status() == 401) {
                Problems.assertProblem(answer);
            } else {
                answering.add(route.name());
            }
        }

        assertThat(OPEN).containsAll(answering);
        assertThat(document.routes())
                .extracting(ApiDocument.Route::name)
                .contains("PUT /v1/consents/{key}");
    }

    @Test
    @Tag("SE-1")
    void aDeviceTokenOpensNothingButItsDevicesRoutes() {
        var device = suite.settled("Dora").devices().getFirst();
        var answering = new TreeSet<String>();
        for (var route : document.routes()) {
            int status = call(device.api(), route).status();
            if (status != 401 && status != 403 && !OPEN.contains(route.name())) {
                answering.add(route.name());
            }
        }

        assertThat(answering)
                .isSubsetOf(
                        "POST /v1/devices/{id}/readings",
                        "POST /v1/devices/{id}/token",
                        "GET /v1/devices/{id}/commands",
                        "POST /v1/devices/{id}/commands/{commandId}/result");
    }

    @ParameterizedTest
    @ValueSource(strings = {"support", "officer", "editor", "auditor"})
    @Tag("SE-1")
    void staffMayNotDoWhatIsForPersons(String name) {
        var staff = suite.anyone().as(new Login(suite.addresses()).direct(name, name));
        for (var route : document.routes()) {
            if (!OPEN.contains(route.name()) && !route.path().startsWith("/v1/admin/")) {
                var answer = call(staff, route);
                assertThat(answer.status()).as(route.name()).isIn(401, 403);
                Problems.assertProblem(answer);
            }
        }
    }

    @Test
    @Tag("SE-1")
    void internalAndOperationalPathsAreNotBehindTheGateway() {
        for (var path :
                Set.of(
                        "/internal/inventory",
                        "/internal/subjects/" + UUID.randomUUID() + "/export",
                        "/q/health",
                        "/q/metrics",
                        "/q/openapi",
                        "/v1/../internal/inventory",
                        "/v1/%2e%2e/internal/inventory",
                        "//internal/inventory",
                        "/v1/consents/../../q/metrics")) {
            var answer = suite.anyone().get(path);
            assertThat(answer.status()).as(path).isIn(400, 404);
            Problems.assertProblem(answer);
        }
    }

    private static Answer call(ApiClient api, ApiDocument.Route route) {
        return api.send(
                route.method(),
                route.path().replaceAll("\\{[^}]+}", UUID.randomUUID().toString()),
                route.contentType().isEmpty() ? null : route.contentType(),
                "{}",
                Map.of());
    }
}
