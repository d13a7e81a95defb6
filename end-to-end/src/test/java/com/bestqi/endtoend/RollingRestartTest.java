package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.client.UnexpectedAnswer;
import com.bestqi.endtoend.story.Departure;
import com.bestqi.endtoend.story.Device;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two replicas of a service side by side, and one after the other replaced, under calls. */
@ExtendWith(Suite.Extension.class)
class RollingRestartTest {
    private static final String SERVICE = "device";
    private static final int SENDERS = 3;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Suite suite;

    RollingRestartTest(Suite suite) {
        this.suite = suite;
    }

    @Test
    @Tag("F15")
    @Tag("DV-3")
    void noCallFailsWhileOneReplicaAfterTheOtherIsReplaced() throws Exception {
        var resident = suite.settled("Rolf");
        long readings = readings(resident.accountId());
        long fence = fence();
        var first = suite.stack().addresses().get("DEVICE_URL");

        var calls = new Calls(resident.devices().getFirst(), first);
        try (var second = suite.stack().startReplica(SERVICE);
                var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (int i = 0; i < SENDERS; i++) {
                    senders.submit(calls::goOn);
                }
                calls.urls.add(second.url());
                calls.awaitMore(second.url());

                suite.stack().stop(SERVICE);
                calls.awaitMore(second.url());
                await().atMost(LONG).until(() -> fence() > fence);
                resident.api().put("/v1/consents/camera", Map.of("granted", false)).expect(200);
                suite.stack().start(SERVICE);
                calls.awaitMore(first);

                second.close();
                calls.awaitMore(first);
                resident.api().put("/v1/consents/camera", Map.of("granted", true)).expect(200);
            } finally {
                calls.stop();
            }
        }

        assertThat(calls.failed).isEmpty();
        assertThat(calls.unknown.get())
                .as("calls cut off in flight")
                .isLessThanOrEqualTo(2 * SENDERS);
        assertThat(readings(resident.accountId()) - readings)
                .isBetween(calls.accepted.get(), calls.accepted.get() + calls.unknown.get());
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(consent(SERVICE)).isEqualTo(consent("consent")));
        long stored = readings(resident.accountId());
        var departure = Departure.confirm(suite.addresses(), resident);
        var certificate = new Certificates(suite).valid(departure.certificate(LONG));
        assertThat(certificate.result()).isEqualTo("complete");
        assertThat(Certificates.erased(certificate, "reading")).isEqualTo(stored);
        suite.aftermath().nothingButEvidence(resident.accountId());
    }

    private long readings(Object accountId) {
        return suite.databases()
                .number(
                        SERVICE,
                        "SELECT count(*) FROM reading WHERE account_id = ?::uuid",
                        accountId.toString());
    }

    private long fence() {
        return suite.databases()
                .number(SERVICE, "SELECT fence FROM outbox_lease WHERE name = 'relay'");
    }

    /** What a service holds of everybody's switches, as one text. */
    private String consent(String service) {
        return suite.databases()
                .text(
                        service,
                        "SELECT string_agg(account_id || consent::text, ',' ORDER BY account_id)"
                                + " FROM data_subject WHERE state = 'LIVE'");
    }

    /** A device that reports to whichever replica takes it, as through any load balancer. */
    private static final class Calls {
        private final Device device;
        private final List<String> urls = new CopyOnWriteArrayList<>();
        private final Map<String, AtomicInteger> answered = new ConcurrentHashMap<>();
        private final AtomicLong accepted = new AtomicLong();
        private final AtomicLong unknown = new AtomicLong();
        private final List<String> failed = new CopyOnWriteArrayList<>();
        private final AtomicInteger turn = new AtomicInteger();
        private volatile boolean running = true;

        Calls(Device device, String url) {
            this.device = device;
            this.urls.add(url);
        }

        void stop() {
            running = false;
        }

        void goOn() {
            while (running) {
                report();
            }
        }

        /** A replica that is not there, or says that it is not ready, is passed over. */
        private void report() {
            var refusals = new ArrayList<String>();
            int first = turn.getAndIncrement();
            for (int tries = 0; tries < urls.size(); tries++) {
                var url = urls.get(Math.floorMod(first + tries, urls.size()));
                try {
                    var answer = at(url).report("temperature", 1, 20);
                    if (answer.status() == 202) {
                        accepted.addAndGet(answer.json().path("accepted").asLong());
                        answered.computeIfAbsent(url, _ -> new AtomicInteger()).incrementAndGet();
                        return;
                    }
                    refusals.add(url + " " + answer.status());
                    if (answer.status() != 503) {
                        break;
                    }
                } catch (UnexpectedAnswer e) {
                    if (!(e.getCause() instanceof ConnectException)) {
                        unknown.incrementAndGet();
                        return;
                    }
                    refusals.add(url + " away");
                }
            }
            failed.add(refusals.toString());
        }

        private Device at(String url) {
            var addresses = new TreeMap<>(device.stack().values());
            addresses.put("GATEWAY_URL", url);
            return new Device(
                    new StackAddresses(addresses),
                    device.deviceId(),
                    device.deviceType(),
                    device.token());
        }

        void awaitMore(String url) {
            int before = count(url);
            await().atMost(LONG).until(() -> count(url) > before + 20);
        }

        private int count(String url) {
            return answered.getOrDefault(url, new AtomicInteger()).get();
        }
    }
}
