package com.bestqi.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many more callers than the service can serve at once: for a moment in every build, for as long
 * and as many as one likes with {@code -Doverload.seconds=300 -Doverload.times=10}.
 */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("F17")
class OverloadTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(Long.getLong("overload.seconds", 4));

    /** The service has twenty connections to its database. */
    private static final int CALLERS = 60 * Integer.getInteger("overload.times", 3);

    private static final long MOST_GROWTH = 96L << 20;

    @Inject Subjects subjects;
    @Inject ProbeNotes notes;

    @Test
    void whatIsTooMuchIsRefusedAndNothingAcknowledgedIsLost() throws Exception {
        var person = register();
        var token = Tokens.user(person);
        var answers = new ConcurrentHashMap<Integer, LongAdder>();
        var running = new AtomicBoolean(true);
        long heapBefore = heap();

        try (var client = HttpClient.newHttpClient();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                callers.submit(() -> {
                    while (running.get()) {
                        int status = write(client, token);
                        answers.computeIfAbsent(status, _ -> new LongAdder()).increment();
                    }
                    return null;
                });
            }
            long end = System.nanoTime() + LONG.toNanos();
            long revision = 0;
            do {
                aSwitchTakesEffect(person, ++revision);
            } while (System.nanoTime() < end);
            running.set(false);
        }

        assertThat(answers.keySet()).isSubsetOf(201, 429, 503).contains(201);
        assertThat(notes.count(person)).isEqualTo(answers.get(201).sum());
        assertThat(heap() - heapBefore).isLessThan(MOST_GROWTH);
    }

    /** Never later than five seconds, whatever else goes on (I-8). */
    private void aSwitchTakesEffect(UUID person, long revision) {
        Bus.publish(new ConsentState(person, revision, Map.of("k" + revision, THEN), THEN));
        await().atMost(Duration.ofSeconds(5))
                .ignoreExceptions()
                .until(() -> subjects.live(person).consentRevision() == revision);
    }

    private static int write(HttpClient client, String token)
            throws IOException, InterruptedException {
        var call =
                HttpRequest.newBuilder(
                                URI.create("http://localhost:" + RestAssured.port + "/v1/probes"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(30))
                        .POST(BodyPublishers.ofString("{\"text\":\"much\",\"times\":1}"))
                        .build();
        return client.send(call, BodyHandlers.discarding()).statusCode();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private UUID register() {
        var person = UUID.randomUUID();
        Bus.publish(new AccountRegistered(person, "eu", "1.0", "en", "registration", THEN));
        await().untilAsserted(
                        () -> assertThat(subjects.state(person)).isEqualTo(Subjects.State.LIVE));
        return person;
    }
}
