package com.bestqi.consent.permission;

import static com.bestqi.consent.Persons.as;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.consent.Persons;
import com.bestqi.platform.event.Envelope;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("RI-7")
class ConsentStateContractTest {

    @Test
    void theEventIsWhatTheGoldenFileSays() throws Exception {
        var person = Persons.registered();
        grant(person, "geofence", "{\"granted\": true, \"notice\": \"geofence@1\"}");
        grant(person, "camera", "{\"granted\": true}");
        grant(person, "bluetooth", "{\"granted\": true}");
        grant(person, "bluetooth", "{\"granted\": false}");

        await().untilAsserted(() -> assertThat(states(person)).hasSize(4));
        var last = states(person).getLast();
        assertThat(last.key()).isEqualTo(person.toString());
        assertThat(Envelope.read(last.headers()).type()).isEqualTo("ConsentState");
        assertThat(Envelope.read(last.headers()).source()).isEqualTo("/bestqi/consent");
        assertThat(normalised(last, person)).isEqualTo(golden());
    }

    private static void grant(UUID person, String key, String body) {
        as(person).body(body).put("/v1/consents/" + key).then().statusCode(200);
    }

    private static List<ConsumerRecord<String, byte[]>> states(UUID person) {
        return Bus.read(Topics.CONSENT_STATES).stream()
                .filter(state -> person.toString().equals(state.key()))
                .toList();
    }

    private static String normalised(ConsumerRecord<String, byte[]> state, UUID person) {
        return new String(state.value(), UTF_8)
                .replace(person.toString(), "00000000-0000-4000-8000-000000000001")
                .replaceAll("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z", "2026-11-22T10:00:00Z");
    }

    private static String golden() throws Exception {
        try (var file =
                ConsentStateContractTest.class.getResourceAsStream("/golden/ConsentState.json")) {
            return new String(file.readAllBytes(), UTF_8).strip();
        }
    }
}
