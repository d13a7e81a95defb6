package com.bestqi.bench;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * How fast readings are taken in, by HTTP and by MQTT, with 1, 100 and 1,000 in a message, beside
 * COPY in 5,000s into the same table with its index, and one beside one row a commit; how many a
 * second are stored for a while, and whether memory stays as it is meanwhile; and what the gate
 * costs. After each round every reading that was acknowledged must be there, and no other.
 */
final class IngestBench implements Bench.Measurement {
    private static final int PEOPLE = 16;
    private static final int DEVICES_EACH = 4;
    private static final int CALLERS = 128;
    private static final int HUNDRED = 100;
    private static final int THOUSAND = 1_000;
    private static final Duration WHILE = Duration.ofSeconds(60);
    private static final double MANY = 10_000;
    private static final double MORE_HEAP_MIB = 16;
    private static final double MORE_RESIDENT_MIB = 64;

    @Override
    public void run(StackAddresses stack, Report report) throws Exception {
        var switches = List.of("sensitive.communications", "camera");
        var fleet = Fleet.settle(stack, "Iris", PEOPLE, DEVICES_EACH, switches);
        report.line(
                "  %d devices of %d people; by HTTP %d callers, by MQTT as much as is let in",
                fleet.devices().size(), PEOPLE, CALLERS);
        var databases = new Databases(stack);
        try (var limit = new ReadingTable(databases);
                var http =
                        new HttpReadings(
                                stack, fleet.devices(), CALLERS, ReadingBodies.Kind.NUMBER);
                var mqtt = new MqttReadings(stack, fleet.devices())) {
            for (var way : List.of(http, mqtt)) {
                var checked = new CheckedReadings(way, databases, fleet);
                batches(checked, HUNDRED, 0.25, limit, report);
                batches(checked, THOUSAND, 0.5, limit, report);
                Rounds.of(limit::rowsPerCommit, () -> checked.rate(1), report)
                        .tell(way.name() + ", 1 reading a message / 1 row a commit", 2, report);
            }
            latency(http, report);
            forAWhile(stack, http, new CheckedReadings(http, databases, fleet), report);
        }
        GateCost.measure(stack, fleet, databases, report);
        ConsentBench.gate(stack, fleet.residents().getFirst(), fleet.devices().getFirst(), report);
    }

    private static void batches(
            CheckedReadings way, int size, double atLeast, ReadingTable limit, Report report)
            throws Exception {
        Rounds.of(limit::rowsByCopy, () -> way.rate(size), report)
                .tell(way.name() + ", " + size + " readings a message / COPY", atLeast, report);
    }

    private static void latency(HttpReadings http, Report report) throws Exception {
        double rate = http.rate(1) / 2;
        var micros = http.atRate(rate);
        double p50 = micros.getValueAtPercentile(50) / 1e3;
        double p99 = micros.getValueAtPercentile(99) / 1e3;
        report.line("  1 reading a post, %.0f posts/s, half of what goes", rate);
        report.figure("1 reading a post at half load, p50", p50, "ms", "-", true);
        report.figure("1 reading a post at half load, p99", p99, "ms", "under 50", p99 < 50);
    }

    private static void forAWhile(
            StackAddresses stack, HttpReadings http, CheckedReadings checked, Report report)
            throws Exception {
        var before = memory(stack, "before", report);
        double rate = checked.checked(() -> http.rate(HUNDRED, WHILE));
        var after = memory(stack, "after", report);
        report.figure(
                "readings stored a second for a minute, 100 a post",
                rate,
                "/s",
                "10000 or more",
                rate >= MANY);
        double heap = after.heapMib() - before.heapMib();
        double resident = after.residentMib() - before.residentMib();
        report.figure(
                "device-service's heap after GC grew meanwhile",
                heap,
                "MiB",
                "16 or less",
                heap <= MORE_HEAP_MIB);
        report.figure(
                "device-service's resident memory grew meanwhile",
                resident,
                "MiB",
                "64 or less",
                resident <= MORE_RESIDENT_MIB);
    }

    private static ServiceMemory memory(StackAddresses stack, String when, Report report)
            throws IOException, InterruptedException {
        var memory = ServiceMemory.ofDeviceService(stack);
        report.line(
                "  device-service %s: %.0f MiB of heap after GC, %.0f MiB resident",
                when, memory.heapMib(), memory.residentMib());
        return memory;
    }
}
