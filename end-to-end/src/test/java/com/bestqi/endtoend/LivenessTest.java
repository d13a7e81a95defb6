package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.endtoend.story.Departure;
import com.bestqi.localstack.Services;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A participant that hears nothing is found, and nothing is complete without it. */
@ExtendWith(Suite.Extension.class)
@Tag("RI-3")
class LivenessTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofSeconds(120);

    private final Suite suite;

    LivenessTest(Suite suite) {
        this.suite = suite;
    }

    @BeforeEach
    void letTheCanaryFlyOften() {
        configure("PT5S", "PT1S", "PT12S", "PT10S", "PT3S");
    }

    @AfterEach
    void letItRest() {
        configure("PT0S", "PT10M", "PT5M", "PT2M", "PT30S");
    }

    @Test
    void theCanaryIsErasedAndCertifiedAndFailsLoudlyWhenOneServiceIsDeaf() throws Exception {
        await().atMost(LONG).until(() -> metric("erasure_canary_last_success_seconds") > 0);
        assertThat(metric("erasure_canary_failing")).isZero();
        assertThat(metric("erasure_canary_duration_seconds")).isBetween(0.0, 12.0);
        for (var service : Services.ALL) {
            await().atMost(SOON)
                    .until(() ->
                            suite.databases()
                                            .number(
                                                    "dsr",
                                                    "SELECT count(*) FROM participant"
                                                            + " WHERE service = ?",
                                                    service)
                                    == 1);
        }
        var resident = suite.newcomer("Lia");
        assertThat(resident.mailbox().await(1)).isPresent();

        suite.stack().stop("device");
        var departure = Departure.confirm(suite.addresses(), resident);
        try {
            await().atMost(LONG).until(() -> metric("erasure_canary_failing") == 1);
            await().atMost(LONG).until(() -> metric("participant_silent") == 1);
            assertThat(log())
                    .anyMatch(line -> line.contains("ALARM canary") && line.contains("device"))
                    .anyMatch(line -> line.contains("ALARM participant silent: device"));
            assertThat(get("/q/health/ready").statusCode()).isEqualTo(200);
            assertThat(get("/q/health/well").body()).contains("device");
            var status = departure.status().expect(200);
            assertThat(status.text("/state")).isEqualTo("RUNNING");
            assertThat(status.json().hasNonNull("certificate")).isFalse();
        } finally {
            suite.stack().start("device");
        }

        var certificate = new Certificates(suite).valid(departure.certificate(LONG));
        assertThat(certificate.result()).isEqualTo("complete");
        await().atMost(LONG).until(() -> metric("erasure_canary_failing") == 0);
        await().atMost(LONG).until(() -> metric("participant_silent") == 0);
    }

    private void configure(
            String interval,
            String firstAfter,
            String deadline,
            String silentAfter,
            String resendAfter) {
        suite.stack().variable("dsr", "BESTQI_CANARY_INTERVAL", interval);
        suite.stack().variable("dsr", "BESTQI_CANARY_FIRST_AFTER", firstAfter);
        suite.stack().variable("dsr", "BESTQI_CANARY_DEADLINE", deadline);
        suite.stack().variable("dsr", "BESTQI_PARTICIPANT_SILENT_AFTER", silentAfter);
        suite.stack().variable("dsr", "BESTQI_ERASURE_RESEND_AFTER", resendAfter);
        suite.stack().stop("dsr");
        suite.stack().start("dsr");
    }

    private double metric(String name) throws Exception {
        return get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return Lookout.answer(suite.stack().addresses().get("DSR_URL") + path, "");
    }

    private List<String> log() throws IOException {
        var file = suite.addresses().dataDir().resolve("logs").resolve("dsr.log");
        return Files.readAllLines(file);
    }
}
