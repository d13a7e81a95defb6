package com.bestqi.consent.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.platform.event.Event;
import com.bestqi.platform.event.EventJson;
import com.bestqi.platform.event.NoticeDelivered;
import com.bestqi.platform.event.PolicyAnnounced;
import com.bestqi.platform.event.PolicyInForce;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The events that others rely on are what the golden files say. */
@Tag("PO-1")
class PolicyEventsContractTest {
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final UUID ANNOUNCEMENT =
            UUID.fromString("00000000-0000-4000-8000-0000000000a1");

    static Stream<Event> events() {
        return Stream.of(
                new PolicyAnnounced(
                        "2.0",
                        ANNOUNCEMENT,
                        true,
                        List.of("PU-4b"),
                        AT,
                        Instant.parse("2026-12-23T10:00:00Z")),
                new PolicyInForce("2.0", AT),
                new NoticeDelivered(
                        UUID.fromString("00000000-0000-4000-8000-000000000001"),
                        ANNOUNCEMENT,
                        "inbox",
                        AT));
    }

    @ParameterizedTest
    @MethodSource("events")
    void areWrittenAndReadAsTheGoldenFileSays(Event event) throws IOException {
        var golden = golden(event.type());

        assertThat(EventJson.write(event)).isEqualTo(golden);
        assertThat(EventJson.read(golden.getBytes(UTF_8), event.getClass())).isEqualTo(event);
    }

    private static String golden(String type) throws IOException {
        try (var file =
                PolicyEventsContractTest.class.getResourceAsStream("/golden/" + type + ".json")) {
            return new String(file.readAllBytes(), UTF_8).strip();
        }
    }
}
