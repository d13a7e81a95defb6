package com.bestqi.device.usage;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.device.Person;
import com.bestqi.platform.event.Envelope;
import com.bestqi.platform.event.PrivacySignalGiven;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Sec-GPC: 1}: nothing of the call is linked to the person, and analytics goes off. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("AU-4")
@Tag("RI-6")
class PrivacySignalTest {
    private static final String PATH = "/v1/usage-events";

    private static Map<String, Object> visit() {
        return Map.of(
                "installationId",
                UUID.randomUUID(),
                "events",
                List.of(Map.of("at", Instant.now().toString(), "kind", "VISIT", "target", "home")));
    }

    @Test
    void theCallIsOnlyCountedAndConsentServiceIsTold() throws Exception {
        var person = Person.registered().grant("analytics");

        person.app()
                .header("Sec-GPC", "1")
                .body(visit())
                .post(PATH)
                .then()
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("aggregated", equalTo(1));

        assertThat(person.rows("usage_event")).isZero();
        await().atMost(Duration.ofSeconds(20)).until(() -> !signals(person).isEmpty());
        var told = signals(person).getFirst();
        assertThat(told.key()).isEqualTo(person.id().toString());
        assertThat(
                        new String(told.value(), UTF_8)
                                .replace(
                                        person.id().toString(),
                                        "00000000-0000-4000-8000-000000000001")
                                .replaceAll(
                                        "\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z", "2026-11-22T10:00:00Z"))
                .isEqualTo(golden());
    }

    @Test
    void aCallThatIsRefusedHasGivenTheSignalAllTheSame() {
        var person = Person.registered().grant("analytics");

        person.app().header("Sec-GPC", "1").body("{").post(PATH).then().statusCode(400);

        await().atMost(Duration.ofSeconds(20)).until(() -> signals(person).size() == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "true", "11"})
    void anyOtherValueSaysNothing(String value) {
        var person = Person.registered().grant("analytics");

        person.app()
                .header("Sec-GPC", value)
                .body(visit())
                .post(PATH)
                .then()
                .body("aggregated", equalTo(0));

        assertThat(person.rows("usage_event")).isEqualTo(1);
    }

    @Test
    void whoHasNotSwitchedItOnNeedsNoTelling() {
        var person = Person.registered().grant("diagnostics");
        var other = Person.registered().grant("analytics");

        person.app().header("Sec-GPC", "1").body(visit()).post(PATH).then().statusCode(202);
        other.app().header("Sec-GPC", "1").body(visit()).post(PATH).then().statusCode(202);

        // Relayed in order of commit: had there been one, it would have come first.
        await().atMost(Duration.ofSeconds(20)).until(() -> !signals(other).isEmpty());
        assertThat(signals(person)).isEmpty();
    }

    @Test
    @Tag("SE-1")
    void whoIsNobodyHereGivesNoSignal() {
        given().header("Sec-GPC", "1").body("{}").post(PATH).then().statusCode(401);
        given().auth()
                .oauth2(Tokens.staff("privacy-officer"))
                .header("Sec-GPC", "1")
                .contentType("application/json")
                .body(visit())
                .post(PATH)
                .then()
                .statusCode(403);
    }

    private static List<ConsumerRecord<String, byte[]>> signals(Person person) {
        return Bus.read(Topics.ACCOUNT_USES).stream()
                .filter(message -> person.id().toString().equals(message.key()))
                .filter(message ->
                        Envelope.read(message.headers())
                                .type()
                                .equals(PrivacySignalGiven.class.getSimpleName()))
                .toList();
    }

    private static String golden() throws IOException {
        try (var file =
                PrivacySignalTest.class.getResourceAsStream("/golden/PrivacySignalGiven.json")) {
            return new String(file.readAllBytes(), UTF_8).strip();
        }
    }
}
