package com.bestqi.consent.recipient;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.RecipientsChanged;
import com.bestqi.platform.event.RecipientsChanged.Change;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.IdentityProvider;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("SH-1")
class RecipientResourceTest {
    @Inject Database database;

    @Test
    @Tag("PM-2")
    void theMapsProviderIsThereFromTheStart() {
        given().get("/v1/recipients?language=de")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("public"))
                .header("ETag", notNullValue())
                .body("items.find { it.id == 'google-maps' }.name", equalTo("Google Maps"))
                .body("items.find { it.id == 'google-maps' }.kind", equalTo("SERVICE_PROVIDER"))
                .body("items.find { it.id == 'google-maps' }.purposes", equalTo(List.of("PU-1")))
                .body(
                        "items.find { it.id == 'google-maps' }.categories",
                        equalTo(List.of("location")))
                .body("items.find { it.id == 'google-maps' }.country", equalTo("US"))
                .body("items.find { it.id == 'google-maps' }.transfer", equalTo(true))
                .body(
                        "items.find { it.id == 'google-maps' }.safeguard",
                        equalTo("STANDARD_CONTRACTUAL_CLAUSES"))
                .body("items.find { it.id == 'google-maps' }.consentKey", equalTo("geofence"))
                .body("items.find { it.id == 'google-maps' }.language", equalTo("de"))
                .body(
                        "items.find { it.id == 'google-maps' }.description",
                        containsString("Geofence"))
                .body("next", nullValue());
        given().get("/v1/recipients?language=x").then().statusCode(400);
    }

    @Test
    void whatAnEntryLacksIsNamed() {
        for (var field : List.of("kind", "name", "purposes", "categories", "country")) {
            var entry = new HashMap<String, Object>(mailer());
            entry.remove(field);
            put(id(), entry).statusCode(400).body("violations.field", hasItem(field));
        }
    }

    @Test
    void anEditorEntersChangesAndEndsARecipient() {
        var id = id();

        put(id, mailer()).statusCode(200).body("id", equalTo(id)).body("transfer", equalTo(false));
        listed(id).body("items.find { it.id == '" + id + "' }.name", equalTo("Post & Co"));

        put(id, with(mailer(), "name", "Post and Sons")).statusCode(200);
        listed(id).body("items.find { it.id == '" + id + "' }.name", equalTo("Post and Sons"));

        put(id, with(mailer(), "name", "Post and Sons")).statusCode(200);
        editor().delete("/v1/admin/recipients/" + id).then().statusCode(204);
        given().get("/v1/recipients").then().body("items.id", not(hasItem(id)));
        editor().delete("/v1/admin/recipients/" + id).then().statusCode(404);

        await().untilAsserted(() ->
                assertThat(said(id))
                        .extracting(RecipientsChanged::change)
                        .containsExactly(Change.ADDED, Change.CHANGED, Change.REMOVED));
    }

    @Test
    @Tag("TR-2")
    void aTransferOutOfTheRegionNeedsASafeguard() {
        var id = id();

        put(id, with(mailer(), "country", "CN"))
                .statusCode(422)
                .body("type", equalTo("urn:problem:safeguard-required"));
        put(id, with(with(mailer(), "country", "CN"), "safeguard", "ADEQUACY"))
                .statusCode(422)
                .body("type", equalTo("urn:problem:safeguard-not-applicable"));
        nothing(id);

        put(id, with(with(mailer(), "country", "JP"), "safeguard", "ADEQUACY"))
                .statusCode(200)
                .body("transfer", equalTo(true));
        put(id, with(with(mailer(), "country", "CN"), "safeguard", "BINDING_CORPORATE_RULES"))
                .statusCode(200);
    }

    @Test
    @Tag("SH-3")
    void whoIsOutsideTheKindsNeedsConsent() {
        var id = id();

        put(id, with(mailer(), "kind", "OTHER"))
                .statusCode(422)
                .body("type", equalTo("urn:problem:consent-key-required"));
        nothing(id);

        put(id, with(with(mailer(), "kind", "OTHER"), "consentKey", "analytics"))
                .statusCode(200)
                .body("consentKey", equalTo("analytics"));
    }

    @ParameterizedTest
    @CsvSource({
        "kind, FRIEND",
        "name, ' '",
        "country, XX",
        "country, de",
        "country, Germany",
        "safeguard, TRUST",
        "consentKey, telepathy"
    })
    void valuesThatNothingBearsAreRefused(String field, String value) {
        var id = id();

        put(id, with(mailer(), field, value))
                .statusCode(400)
                .body("type", equalTo("urn:problem:bad-request"));

        nothing(id);
    }

    @Test
    void namesThatNothingBearsAreRefused() {
        var id = id();

        put(id, with(mailer(), "purposes", List.of("PU-9"))).statusCode(400);
        put(id, with(mailer(), "purposes", List.of())).statusCode(400);
        put(id, with(mailer(), "categories", List.of("gossip"))).statusCode(400);
        put(id, with(mailer(), "categories", "contact")).statusCode(400);
        put(id, with(mailer(), "description", Map.of("tlh", "nuqneH"))).statusCode(400);
        put(id, with(mailer(), "description", Map.of("de", "Nur deutsch"))).statusCode(400);
        put(id, with(mailer(), "since", "2026-01-01T00:00:00Z")).statusCode(400);
        nothing(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Post", "-post", "post office", "p%2Fo", "post_1"})
    void anIdIsPlain(String id) {
        editor().urlEncodingEnabled(false)
                .body(mailer())
                .put("/v1/admin/recipients/" + id.replace(" ", "%20"))
                .then()
                .statusCode(400);
    }

    @Test
    @Tag("SE-1")
    void onlyWhoMayEditTheRegisterDoes() {
        var id = id();
        var path = "/v1/admin/recipients/" + id;

        for (var role : List.of("support-agent", "privacy-officer", "auditor")) {
            staff(role).body(mailer()).put(path).then().statusCode(403);
            staff(role).delete("/v1/admin/recipients/google-maps").then().statusCode(403);
        }
        given().contentType("application/json").body(mailer()).put(path).then().statusCode(401);
        given().auth()
                .oauth2(Tokens.user(UUID.randomUUID()))
                .contentType("application/json")
                .body(mailer())
                .put(path)
                .then()
                .statusCode(403);
        IdentityProvider.withdraw("recipients", "edit");
        try {
            put(id, mailer()).statusCode(403);
        } finally {
            IdentityProvider.beWell();
        }
        nothing(id);
    }

    @Test
    void ofManyWhoEnterTheSameAtOnceOneDoes() throws Exception {
        var id = id();
        var calls =
                IntStream.range(0, 8)
                        .<Callable<Integer>>mapToObj(
                                _ -> () -> put(id, mailer()).extract().statusCode())
                        .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(calls)) {
                assertThat(done.get()).isEqualTo(200);
            }
        }

        var fence = id();
        put(fence, mailer()).statusCode(200);
        await().untilAsserted(() -> assertThat(said(fence)).hasSize(1));
        assertThat(said(id)).extracting(RecipientsChanged::change).containsExactly(Change.ADDED);
    }

    @Test
    void ofManyWhoSayDifferentThingsAtOnceOneStandsAndAllAreSaid() throws Exception {
        var id = id();
        var calls =
                IntStream.range(0, 6)
                        .<Callable<Integer>>mapToObj(n ->
                                () ->
                                        put(id, with(mailer(), "name", "Post " + n))
                                                .extract()
                                                .statusCode())
                        .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(calls)) {
                assertThat(done.get()).isEqualTo(200);
            }
        }

        await().untilAsserted(() -> assertThat(said(id)).hasSize(6));
        assertThat(said(id).stream().filter(one -> one.change() == Change.ADDED)).hasSize(1);
    }

    @Test
    void theEventIsWhatTheGoldenFileSays() throws Exception {
        var id = id();
        put(id, mailer()).statusCode(200);

        await().untilAsserted(() -> assertThat(said(id)).hasSize(1));
        var event =
                Bus.read(Topics.POLICY_EVENTS).stream()
                        .filter(one -> ("recipient/" + id).equals(one.key()))
                        .findFirst()
                        .orElseThrow();
        try (var golden = getClass().getResourceAsStream("/golden/RecipientsChanged.json")) {
            assertThat(
                            new String(event.value(), java.nio.charset.StandardCharsets.UTF_8)
                                    .replace(id, "post-co")
                                    .replaceAll(
                                            "\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z",
                                            "2026-11-22T10:00:00Z"))
                    .isEqualTo(
                            new String(
                                            golden.readAllBytes(),
                                            java.nio.charset.StandardCharsets.UTF_8)
                                    .strip());
        }
    }

    private void nothing(String id) {
        assertThat(
                        database.query(
                                "SELECT id FROM recipient WHERE id = ?",
                                rows -> rows.getString("id"),
                                id))
                .isEmpty();
    }

    private static List<RecipientsChanged> said(String id) {
        return Bus.events(Topics.POLICY_EVENTS, "recipient/" + id, RecipientsChanged.class);
    }

    private static String id() {
        return "post-" + UUID.randomUUID();
    }

    private static Map<String, Object> mailer() {
        return Map.of(
                "kind",
                "SERVICE_PROVIDER",
                "name",
                "Post & Co",
                "purposes",
                List.of("PU-3"),
                "categories",
                List.of("contact", "message"),
                "country",
                "IE",
                "description",
                Map.of("en", "Carries our mail."));
    }

    private static Map<String, Object> with(Map<String, Object> entry, String field, Object value) {
        var changed = new HashMap<>(entry);
        changed.put(field, value);
        return changed;
    }

    private static ValidatableResponse put(String id, Map<String, Object> entry) {
        return editor().body(entry).put("/v1/admin/recipients/" + id).then();
    }

    private static ValidatableResponse listed(String id) {
        return given().get("/v1/recipients").then().statusCode(200).body("items.id", hasItem(id));
    }

    private static io.restassured.specification.RequestSpecification editor() {
        return staff("policy-editor");
    }

    private static io.restassured.specification.RequestSpecification staff(String role) {
        return given().auth().oauth2(Tokens.staff(role)).contentType("application/json");
    }
}
