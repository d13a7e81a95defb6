package com.bestqi.consent;

import static com.bestqi.consent.Persons.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.Restrictions;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every route of the service while the person has restricted processing. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("RI-4")
class RestrictedModeTest {
    /** What stays open, and why. A route that is added must be put here or among the others. */
    private static final Map<String, String> OPEN =
            Map.ofEntries(
                    Map.entry("GET /v1/policies", "about nobody"),
                    Map.entry("GET /v1/policies/current", "about nobody"),
                    Map.entry("GET /v1/policies/{version}", "about nobody"),
                    Map.entry("GET /v1/policies/{version}/diff", "about nobody"),
                    Map.entry("GET /v1/policies/{version}/acceptance", "own data"),
                    Map.entry("POST /v1/policies/{version}/objection", "a right"),
                    Map.entry("GET /v1/admin/policies", "about nobody"),
                    Map.entry("POST /v1/admin/policies", "about nobody"),
                    Map.entry("GET /v1/admin/policies/{version}", "about nobody"),
                    Map.entry("GET /v1/admin/policies/{version}/diff", "about nobody"),
                    Map.entry("POST /v1/admin/policies/{version}/announcement", "about nobody"),
                    Map.entry("POST /v1/admin/policies/{version}/activation", "about nobody"),
                    Map.entry("GET /v1/purposes", "about nobody"),
                    Map.entry("GET /v1/switches", "about nobody"),
                    Map.entry("GET /v1/recipients", "about nobody"),
                    Map.entry("PUT /v1/admin/recipients/{id}", "about nobody"),
                    Map.entry("DELETE /v1/admin/recipients/{id}", "about nobody"),
                    Map.entry("GET /v1/receipts/keys", "about nobody"),
                    Map.entry("GET /v1/receipts/schema", "about nobody"),
                    Map.entry("POST /v1/decisions", "says no by itself"),
                    Map.entry("GET /v1/disclosures", "own data"),
                    Map.entry("GET /v1/consents/installations/{installationId}", "own data"),
                    Map.entry("GET /v1/consents", "own data"),
                    Map.entry("GET /v1/consents/history", "own data"),
                    Map.entry("GET /v1/consents/{key}/receipt", "own data"));

    /** Of the last two, what turns something off stays open. */
    private static final Set<String> REFUSED =
            Set.of(
                    "POST /v1/policies/{version}/acceptance",
                    "PUT /v1/consents/{key}",
                    "PUT /v1/consents/{key}/installations/{installationId}");

    @Inject Subjects subjects;

    @Test
    void everyRouteIsReviewed() {
        var reviewed = new TreeSet<>(OPEN.keySet());
        reviewed.addAll(REFUSED);

        assertThat(reviewed).containsExactlyElementsOf(Restrictions.routes());
    }

    @Test
    void aGrantIsRefusedAndAWithdrawalIsNot() {
        var person = Persons.registered();
        put(person, "camera", true).statusCode(200);

        inForce(Restrictions.everything(person, 1));

        put(person, "bluetooth", true)
                .statusCode(423)
                .body("type", equalTo("urn:problem:processing-restricted"));
        put(person, "camera", false).statusCode(200).body("granted", equalTo(false));
        as(person).post("/v1/policies/1.0/acceptance").then().statusCode(423);
    }

    @Test
    @Tag("RI-7")
    void thePrivacySignalIsHeededAllTheSame() {
        var person = Persons.registered();
        inForce(Restrictions.everything(person, 1));

        as(person).header("Sec-GPC", "1").get("/v1/consents").then().statusCode(200);
    }

    @Test
    void thePersonGoesOnReading() {
        var person = Persons.registered();
        put(person, "camera", true).statusCode(200);
        inForce(Restrictions.everything(person, 1));

        for (var path :
                List.of("/v1/consents", "/v1/consents/history", "/v1/consents/camera/receipt")) {
            as(person).get(path).then().statusCode(200);
        }
    }

    @Test
    void aScopeElsewhereLeavesGrantsAlone() {
        var person = Persons.registered();
        var other = Persons.registered();

        Bus.publish(Restrictions.of(person, 1, Set.of(), Set.of("device")));
        Bus.publish(Restrictions.of(person, 2, Set.of("location"), Set.of()));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !subjects.live(person).restrictions().isEmpty());

        put(person, "camera", true).statusCode(200);
        put(other, "camera", true).statusCode(200);
    }

    private void inForce(SubjectDirective directive) {
        Bus.publish(directive);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !subjects.live(directive.accountId()).restrictions().isEmpty());
    }

    private static ValidatableResponse put(UUID person, String key, boolean granted) {
        return as(person).body(Map.of("granted", granted)).put("/v1/consents/{key}", key).then();
    }
}
