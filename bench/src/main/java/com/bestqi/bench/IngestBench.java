package com.bestqi.bench;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.story.Device;
import com.bestqi.endtoend.story.Person;
import com.bestqi.endtoend.story.Resident;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast readings are taken in, by HTTP and by MQTT, with 1, 100 and 1,000 in a message, beside
 * COPY in 5,000s into the same table with its index, and one beside one row a commit. After each
 * round every reading that was acknowledged must be there, and no other.
 */
final class IngestBench implements Bench.Measurement {
    private static final int PEOPLE = 16;
    private static final int HUNDRED = 100;
    private static final int THOUSAND = 1_000;

    @Override
    public void run(StackAddresses stack, Report report) throws Exception {
        var residents = new ArrayList<Resident>();
        var devices = new ArrayList<Device>();
        for (int i = 0; i < PEOPLE; i++) {
            var resident = Resident.register(stack, Person.called("Iris" + i));
            resident.switchOn(List.of("camera"));
            devices.add(resident.pair("thermostat"));
            residents.add(resident);
        }
        var databases = new Databases(stack);
        try (var limit = new ReadingTable(databases);
                var http = new HttpReadings(stack, devices);
                var mqtt = new MqttReadings(stack, devices)) {
            for (var way : List.of(http, mqtt)) {
                var checked = new CheckedReadings(way, databases, devices);
                batches(checked, HUNDRED, 0.25, limit, report);
                batches(checked, THOUSAND, 0.5, limit, report);
                Rounds.of(limit::rowsPerCommit, () -> checked.rate(1), report)
                        .tell(way.name() + ", 1 reading a message / 1 row a commit", 2, report);
            }
            latency(http, report);
        }
        ConsentBench.gate(stack, residents.getFirst(), report);
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
}
