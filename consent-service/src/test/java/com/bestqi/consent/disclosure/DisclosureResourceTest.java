package com.bestqi.consent.disclosure;

import static com.bestqi.consent.Persons.as;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.consent.Persons;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.DataDisclosed;
import com.bestqi.platform.event.EventJson;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("SH-2")
class DisclosureResourceTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Inject Database database;

    @Test
    @Tag("PM-2")
    @Tag("TR-2")
    void thePersonSeesWhoReceivedWhatWhenAndWhy() {
        var person = Persons.registered();
        as(person)
                .body(Map.of("granted", true, "notice", "geofence@1"))
                .put("/v1/consents/geofence")
                .then()
                .statusCode(200);
        var shared = disclosed(person, Instant.now().truncatedTo(ChronoUnit.MICROS));

        Bus.publish(shared);
        heard(person, 1);

        as(person)
                .get("/v1/disclosures?language=fr")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].disclosureId", equalTo(shared.disclosureId().toString()))
                .body("items[0].at", equalTo(shared.at().toString()))
                .body("items[0].recipient", equalTo("Google Maps"))
                .body("items[0].recipientId", equalTo("google-maps"))
                .body("items[0].purpose", equalTo("PU-1"))
                .body("items[0].why", equalTo("Fournir le service"))
                .body("items[0].categories", equalTo(List.of("location")))
                .body("items[0].country", equalTo("US"))
                .body("items[0].safeguard", equalTo("STANDARD_CONTRACTUAL_CLAUSES"))
                .body("items[0].consented", equalTo(true))
                .body("next", nullValue());
        as(Persons.registered()).get("/v1/disclosures").then().body("items", hasSize(0));
    }

    @Test
    @Tag("RI-5")
    @Tag("SH-3")
    void aRecipientThePersonNamedIsRecordedWithTheirConsent() {
        var person = Persons.registered();

        Bus.publish(of(person, "named-by-person", "PU-5", Set.of("reading"), NOW));
        heard(person, 1);

        as(person)
                .get("/v1/disclosures")
                .then()
                .body("items[0].recipient", equalTo("The recipient you named in your request"))
                .body("items[0].categories", equalTo(List.of("reading")))
                .body("items[0].consented", equalTo(true));
    }

    @Test
    @Tag("SH-3")
    void oneWithoutTheConsentItTakesIsShownAsThat() {
        var person = Persons.registered();

        Bus.publish(disclosed(person, Instant.now()));
        heard(person, 1);

        as(person).get("/v1/disclosures").then().body("items[0].consented", equalTo(false));
    }

    @Test
    void deliveredOrToldTwiceItIsThereOnce() {
        var person = Persons.registered();
        var shared = disclosed(person, NOW);

        Bus.publish(UUID.randomUUID(), shared);
        Bus.publish(UUID.randomUUID(), shared);
        var id = Bus.publish(disclosed(person, NOW.plusSeconds(1)));
        Bus.publish(id, disclosed(person, NOW.plusSeconds(2)));
        Bus.publish(disclosed(person, NOW.plusSeconds(3)));
        heard(person, 3);

        as(person).get("/v1/disclosures").then().body("items", hasSize(3));
    }

    @Test
    void pagesGoBackFromTheNewest() {
        var person = Persons.registered();
        for (int n = 0; n < 5; n++) {
            Bus.publish(disclosed(person, NOW.minusSeconds(n)));
        }
        heard(person, 5);

        var first = as(person).get("/v1/disclosures?limit=2").then().extract();
        var second =
                as(person)
                        .get("/v1/disclosures?limit=2&cursor=" + first.path("next"))
                        .then()
                        .extract();
        var third = as(person).get("/v1/disclosures?limit=2&cursor=" + second.path("next"));

        assertThat(first.<List<String>>path("items.at"))
                .containsExactly(NOW.toString(), NOW.minusSeconds(1).toString());
        assertThat(second.<List<String>>path("items.at"))
                .containsExactly(NOW.minusSeconds(2).toString(), NOW.minusSeconds(3).toString());
        third.then().body("items", hasSize(1)).body("next", nullValue());
    }

    @Test
    @Tag("SH-1")
    void whatTheRegisterDoesNotCoverIsParkedAndNotShown() {
        var person = Persons.registered();

        Bus.publish(of(person, "stranger", "PU-1", Set.of("location"), NOW));
        Bus.publish(of(person, "google-maps", "PU-3", Set.of("location"), NOW));
        Bus.publish(of(person, "google-maps", "PU-1", Set.of("location", "health"), NOW));
        Bus.publish(disclosed(person, Instant.parse("1969-07-20T20:17:40Z")));
        Bus.publish(disclosed(person, NOW.plus(Duration.ofDays(400))));
        Bus.publish(disclosed(person, NOW.plusSeconds(9)));
        heard(person, 1);

        assertThat(
                        database.query(
                                "SELECT reason FROM parked_event WHERE key = ?",
                                rows -> rows.getString("reason"),
                                person.toString()))
                .hasSize(5)
                .containsOnly("failed: UncoveredDisclosureException");
        as(person).get("/v1/disclosures").then().body("items", hasSize(1));
    }

    @Test
    void theEventIsReadAsTheGoldenFileHasItAndWithMore() throws Exception {
        try (var file = getClass().getResourceAsStream("/golden/DataDisclosed.json")) {
            var golden = new String(file.readAllBytes(), UTF_8).strip();

            var read = EventJson.read(golden.getBytes(UTF_8), DataDisclosed.class);

            assertThat(EventJson.write(read)).isEqualTo(golden);
            assertThat(
                            EventJson.read(
                                    golden.replaceFirst("\\{", "{\"later\":1,").getBytes(UTF_8),
                                    DataDisclosed.class))
                    .isEqualTo(read);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=x", "cursor=%21", "cursor=eHh4", "language=e"})
    void brokenPagesAreRefused(String query) {
        as(Persons.registered())
                .urlEncodingEnabled(false)
                .get("/v1/disclosures?" + query)
                .then()
                .statusCode(400);
    }

    @Test
    @Tag("SE-1")
    void onlyThePersonMayLook() {
        given().get("/v1/disclosures").then().statusCode(401);
        given().auth().oauth2(Tokens.service()).get("/v1/disclosures").then().statusCode(403);
        given().auth()
                .oauth2(Tokens.staff("privacy-officer"))
                .get("/v1/disclosures")
                .then()
                .statusCode(403);
    }

    private static DataDisclosed disclosed(UUID person, Instant at) {
        return of(person, "google-maps", "PU-1", Set.of("location"), at);
    }

    private static DataDisclosed of(
            UUID person, String recipient, String purpose, Set<String> categories, Instant at) {
        return new DataDisclosed(person, UUID.randomUUID(), recipient, purpose, categories, at);
    }

    private void heard(UUID person, int many) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(
                                        database.query(
                                                "SELECT at FROM disclosure WHERE account_id = ?",
                                                rows -> rows.getTimestamp("at"),
                                                person))
                                .hasSize(many));
    }
}
