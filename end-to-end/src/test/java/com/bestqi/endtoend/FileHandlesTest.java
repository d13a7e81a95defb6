package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.endtoend.client.UnexpectedAnswer;
import com.bestqi.endtoend.story.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A service that gets no more file handles loses nothing, and recovers by itself. */
@ExtendWith(Suite.Extension.class)
class FileHandlesTest {
    private static final String SERVICE = "device";
    private static final int CALLERS = 40;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Suite suite;

    FileHandlesTest(Suite suite) {
        this.suite = suite;
    }

    @Test
    @Tag("F14")
    void withoutFileHandlesNothingAcknowledgedIsLostAndItRecoversByItself() throws Exception {
        var resident = suite.settled("Hanna");
        var thermostat = resident.devices().getFirst();
        long before = readings(resident.accountId());
        long pid = suite.stack().part(SERVICE).process().pid();
        var usual = ProcessLimit.OPEN_FILES.of(pid);
        long complaints = complaints();

        long acknowledged = 0;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Future<Long>>();
            ProcessLimit.OPEN_FILES.set(pid, "" + open(pid));
            try {
                for (int i = 0; i < CALLERS; i++) {
                    calls.add(callers.submit(() -> report(thermostat)));
                }
                await().atMost(LONG).until(() -> complaints() > complaints);
            } finally {
                ProcessLimit.OPEN_FILES.set(pid, usual);
            }
            for (var call : calls) {
                acknowledged += call.get();
            }
        }

        await().atMost(LONG).until(() -> report(thermostat) == 1);
        assertThat(readings(resident.accountId()) - before)
                .isBetween(acknowledged + 1, CALLERS + 1L);
        assertThat(suite.stack().part(SERVICE).process().pid()).as("not restarted").isEqualTo(pid);
        suite.aftermath().nothingParked();
    }

    /** How many readings were acknowledged. */
    private static long report(Device device) {
        try {
            var answer = device.report("temperature", 1, 20);
            return answer.status() == 202 ? answer.json().path("accepted").asLong() : 0;
        } catch (UnexpectedAnswer e) {
            return 0;
        }
    }

    private long readings(UUID accountId) {
        return suite.databases()
                .number(SERVICE, "SELECT count(*) FROM reading WHERE account_id = ?", accountId);
    }

    private long complaints() throws IOException {
        var log = suite.addresses().dataDir().resolve("logs").resolve(SERVICE + ".log");
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("Too many open files")).count();
        }
    }

    private static long open(long pid) throws IOException {
        try (var handles = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return handles.count();
        }
    }
}
