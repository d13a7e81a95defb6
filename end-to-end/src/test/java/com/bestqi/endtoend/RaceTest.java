package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.endtoend.client.Answer;
import com.bestqi.endtoend.story.Departure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The person's devices and app go on while the erasure runs. */
@ExtendWith(Suite.Extension.class)
class RaceTest {
    private static final int BATCH = 20;
    private static final int SENDERS = 3;

    private final Suite suite;

    RaceTest(Suite suite) {
        this.suite = suite;
    }

    @Test
    @Tag("RI-3")
    @Tag("RT-2")
    void ofReadingsThatStreamInDuringTheErasureNoneSurvives() throws Exception {
        var resident = suite.settled("Rosa");
        var thermostat = resident.devices().getFirst();
        var fresh = resident.freshApi();
        var acknowledged = new AtomicLong();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var streams = new ArrayList<Future<Answer>>();
            for (int i = 0; i < SENDERS; i++) {
                streams.add(
                        senders.submit(() ->
                                untilRefused(() -> {
                                    var answer = thermostat.report("temperature", BATCH, 20);
                                    if (answer.status() == 202) {
                                        acknowledged.addAndGet(
                                                answer.json().path("accepted").asLong());
                                    }
                                    return answer;
                                })));
            }
            streams.add(senders.submit(() -> untilRefused(resident::registerPhoneNow)));
            streams.add(
                    senders.submit(() ->
                            untilRefused(() ->
                                    resident.api()
                                            .put("/v1/consents/camera", Map.of("granted", true)))));
            await().until(() -> acknowledged.get() > 10 * BATCH);

            var departure = Departure.accepted(suite.addresses(), fresh.delete("/v1/accounts/me"));
            var certificate =
                    new Certificates(suite).valid(departure.certificate(Duration.ofSeconds(60)));

            for (var stream : streams) {
                assertThat(stream.get().status()).isEqualTo(410);
            }
            assertThat(certificate.result()).isEqualTo("complete");
            assertThat(Certificates.erased(certificate, "reading"))
                    .isEqualTo(acknowledged.get() + 71);
            suite.aftermath().nothingButEvidence(resident.accountId());
            suite.aftermath().noTraceInDatabases(resident.person().traces());
        }
    }

    /** Goes on while calls are taken; a service in the midst of things may ask to wait. */
    private static Answer untilRefused(Supplier<Answer> call) {
        while (true) {
            var answer = call.get();
            if (answer.status() / 100 != 2 && answer.status() != 503) {
                return answer;
            }
        }
    }
}
