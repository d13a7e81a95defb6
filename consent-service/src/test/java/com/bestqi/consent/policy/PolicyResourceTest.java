package com.bestqi.consent.policy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.PolicyInForce;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("PO-2")
class PolicyResourceTest {
    @Inject PolicyService policies;
    @Inject Database database;

    @Test
    void theFirstVersionIsInForceFromTheFirstStart() {
        given().get("/v1/policies/current?language=de-CH")
                .then()
                .statusCode(200)
                .body("version", equalTo("1.0"))
                .body("language", equalTo("de"))
                .body("sections", hasSize(13))
                .body("sections[0].title", equalTo("Ihr Konto"))
                .body("sections.clauses.flatten()", hasItem("PU-4b"))
                .body("contact", containsString("@"))
                .body("announcedAt", notNullValue())
                .body("inForceAt", notNullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es", "fr", "zh"})
    void itIsThereInEveryLanguage(String language) {
        given().get("/v1/policies/1.0?language=" + language)
                .then()
                .statusCode(200)
                .body("language", equalTo(language));
    }

    @Test
    void aLanguageThatIsNotThereFallsBackToEnglish() {
        given().get("/v1/policies/current?language=pt-BR")
                .then()
                .statusCode(200)
                .body("language", equalTo("en"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/policies/current?language=de_DE",
                "/v1/policies/1.0?language=%3Cscript%3E",
                "/v1/policies?language=1",
                "/v1/policies?limit=0",
                "/v1/policies?limit=201",
                "/v1/policies?limit=ten",
                "/v1/policies?cursor=!",
                "/v1/policies?cursor=bm9uZQ"
            })
    void brokenQueriesAreRefused(String path) {
        given().get(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:bad-request"))
                .body("violations", hasSize(1));
    }

    @Test
    void anUnknownVersionIsNotFound() {
        given().get("/v1/policies/9.9").then().statusCode(404);
        given().get("/v1/policies/{v}", "1.0' OR '1'='1").then().statusCode(404);
    }

    @Test
    void theListHasEveryVersion() {
        given().get("/v1/policies?language=fr")
                .then()
                .statusCode(200)
                .body("items.version", hasItem("1.0"))
                .body("items[0].language", equalTo("fr"))
                .body("items[0].sections", hasSize(not(0)));
        given().get("/v1/policies?limit=200").then().body("next", nullValue());
    }

    @Test
    void aCacheMayKeepItAndAsksWhetherItChanged() {
        var answer =
                given().get("/v1/policies/current")
                        .then()
                        .statusCode(200)
                        .header("Cache-Control", containsString("public"))
                        .header("Cache-Control", containsString("max-age="))
                        .header("ETag", matchesPattern("\"[0-9a-f]{32}\""))
                        .extract();

        given().header("If-None-Match", answer.header("ETag"))
                .get("/v1/policies/current")
                .then()
                .statusCode(304)
                .header("ETag", equalTo(answer.header("ETag")))
                .body(equalTo(""));
        given().header("If-None-Match", answer.header("ETag"))
                .get("/v1/policies/current?language=es")
                .then()
                .statusCode(200);
    }

    @Test
    @Tag("AC-2")
    void theFirstVersionIsSaidToBeInForceOnce() {
        await().untilAsserted(() ->
                assertThat(Bus.events(Topics.POLICY_EVENTS, "1.0", PolicyInForce.class))
                        .isNotEmpty());

        assertThat(policies.begin(FirstPolicy.document())).isFalse();
    }

    @Test
    void ofManyReplicasThatStartAtOnceOneBeginsWithTheFirstVersion() throws Exception {
        var replicas =
                IntStream.range(0, 8)
                        .<Callable<Boolean>>mapToObj(
                                _ -> () -> policies.begin(FirstPolicy.document()))
                        .toList();
        int before = begun();

        // As before the first start.
        database.update("DELETE FROM policy_version");
        int begun = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(replicas)) {
                begun += done.get() ? 1 : 0;
            }
        }

        assertThat(begun).isEqualTo(1);
        await().untilAsserted(() -> assertThat(begun()).isEqualTo(before + 1));
    }

    private static int begun() {
        return Bus.events(Topics.POLICY_EVENTS, "1.0", PolicyInForce.class).size();
    }
}
