package com.bestqi.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.Restrictions;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every route of the service while the person has restricted processing. */
@QuarkusTest
@WithTestResource(AccountStack.class)
@Tag("RI-4")
class RestrictedModeTest {
    /** What stays open, and why; nothing here uses or adds data but at the person's own wish. */
    private static final Map<String, String> OPEN =
            Map.ofEntries(
                    Map.entry("POST /v1/accounts", "nobody is restricted before they register"),
                    Map.entry("GET /v1/accounts/me", "own data"),
                    Map.entry("PATCH /v1/accounts/me", "correction"),
                    Map.entry("DELETE /v1/accounts/me", "erasure"),
                    Map.entry("POST /internal/accounts/{id}/correction", "correction"),
                    Map.entry("POST /internal/accounts/{id}/deletion", "erasure"),
                    Map.entry("POST /internal/accounts/lookup", "a request about rights"),
                    Map.entry("POST /internal/accounts/synthetic", "about nobody"),
                    Map.entry("DELETE /internal/accounts/synthetic/{id}", "about nobody; erasure"),
                    Map.entry(
                            "GET /internal/accounts/{id}/contact",
                            "for messages about rights; who sends others asks before"),
                    Map.entry("GET /v1/accounts/me/picture", "own data"),
                    Map.entry("DELETE /v1/accounts/me/picture", "erasure"),
                    Map.entry(
                            "GET /internal/accounts/{id}/time-zone",
                            "a service that acts on it asks before"));

    /** What is refused, and tried below. */
    private static final Set<String> CLOSED = Set.of("PUT /v1/accounts/me/picture");

    @Inject Subjects subjects;

    @Test
    void everyRouteIsReviewed() {
        var reviewed = new HashSet<>(CLOSED);
        reviewed.addAll(OPEN.keySet());
        assertThat(reviewed).containsExactlyInAnyOrderElementsOf(Restrictions.routes());
    }

    @Test
    @Tag("RI-2")
    void thePersonReadsCorrectsAndLeaves() {
        var person = People.register().accountId();
        Bus.publish(Restrictions.everything(person, 1));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !subjects.live(person).restrictions().isEmpty());

        app(person).get("/v1/accounts/me").then().statusCode(200);
        app(person)
                .contentType("application/merge-patch+json")
                .body(Map.of("nickname", "Corrected"))
                .patch("/v1/accounts/me")
                .then()
                .statusCode(200)
                .body("nickname", equalTo("Corrected"));
        app(person)
                .contentType("image/png")
                .body(new byte[] {1})
                .put("/v1/accounts/me/picture")
                .then()
                .statusCode(423);
        app(person).delete("/v1/accounts/me").then().statusCode(202);
    }

    private static RequestSpecification app(UUID person) {
        return given().auth().oauth2(Tokens.user(person));
    }
}
