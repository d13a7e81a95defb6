package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.endtoend.client.UnexpectedAnswer;
import com.bestqi.endtoend.story.Device;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A disk that takes no byte more; the part that wrote to it is started again with room. */
@ExtendWith(Suite.Extension.class)
class DiskFullTest {
    private static final Duration LONG = Duration.ofSeconds(90);

    private final Suite suite;

    DiskFullTest(Suite suite) {
        this.suite = suite;
    }

    @Test
    @Tag("F14")
    @Tag("F5")
    void aDatabaseWithoutRoomRefusesAndKeepsWhatItAcknowledged() throws Exception {
        var resident = suite.settled("Dora");
        var thermostat = resident.devices().getFirst();
        long before = readings(resident.accountId());
        long acknowledged = 0;
        long tried = 0;
        var refusals = new TreeSet<Integer>();

        var full = fill("postgres");
        while (refusals.isEmpty()) {
            if (!full.isAlive()) { // it was there again before anybody noticed
                suite.stack().awaitReady("postgres", LONG);
                full = fill("postgres");
            }
            tried++;
            acknowledged += report(thermostat, refusals);
        }
        suite.stack().awaitReady("postgres", LONG);
        long afterwards =
                await().atMost(LONG).until(() -> report(thermostat, refusals), n -> n == 1);

        assertThat(refusals).containsOnly(503);
        assertThat(readings(resident.accountId()) - before)
                .as("acknowledged, and at most what nobody knows of")
                .isBetween(acknowledged + afterwards, tried + afterwards);
        suite.aftermath().nothingParked();
        // Keycloak stands on the same server, with connections of its own that died with it.
        await().atMost(LONG)
                .ignoreExceptionsInstanceOf(UnexpectedAnswer.class)
                .until(() -> suite.newcomer("Dawn").registerPhoneNow().status() / 100 != 5);
        for (int more = 0; more < 10; more++) {
            suite.newcomer("Dusk");
        }
    }

    @Test
    @Tag("F4")
    void aBrokerWithoutRoomDelaysEventsAndLosesNone() throws Exception {
        var resident = suite.newcomer("Disa");
        resident.acceptPolicy();

        fill("kafka");
        resident.switchOn(List.of("storage", "bluetooth"));
        resident.api().put("/v1/consents/storage", Map.of("granted", false)).expect(200);
        suite.stack().awaitReady("kafka", LONG);

        await().atMost(LONG)
                .until(() ->
                        suite.databases()
                                        .number(
                                                "device",
                                                "SELECT count(*) FROM data_subject WHERE account_id"
                                                        + " = ? AND jsonb_exists(consent,"
                                                        + " 'bluetooth') AND NOT"
                                                        + " jsonb_exists(consent, 'storage')",
                                                resident.accountId())
                                == 1);
        suite.aftermath().nothingParked();
    }

    /** Until the part dies of it, which is when it is started again by whoever watches over it. */
    private ProcessHandle fill(String part) throws IOException, InterruptedException {
        var process =
                await().atMost(LONG)
                        .until(
                                () -> ProcessHandle.of(suite.stack().part(part).process().pid()),
                                Optional::isPresent)
                        .orElseThrow();
        ProcessLimit.FILE_SIZE.set(process.pid(), "1");
        for (var child : process.descendants().toList()) {
            ProcessLimit.FILE_SIZE.set(child.pid(), "1");
        }
        return process;
    }

    /** How many readings were acknowledged; what was answered otherwise goes to the refusals. */
    private static long report(Device device, TreeSet<Integer> refusals) {
        var answer = device.report("temperature", 1, 20);
        if (answer.status() == 202) {
            return answer.json().path("accepted").asLong();
        }
        refusals.add(answer.status());
        return 0;
    }

    private long readings(UUID accountId) {
        return suite.databases()
                .number("device", "SELECT count(*) FROM reading WHERE account_id = ?", accountId);
    }
}
