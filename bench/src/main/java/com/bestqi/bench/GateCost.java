package com.bestqi.bench;

import com.bestqi.bench.ReadingBodies.Kind;
import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.story.Device;
import java.io.IOException;
import java.util.List;

/**
 * What the gate of consent costs. The product has no switch that turns it off, so two types of
 * reading are reported in turn to the same build: texts that need no consent, which the gate lets
 * pass unseen, and texts that do. Both are ciphertext and take the same statements, so all that
 * differs is the decision.
 */
final class GateCost {
    private static final int CALLERS = 32;
    private static final int READINGS = 100;
    private static final double AT_LEAST = 0.9;

    private GateCost() {}

    static void measure(StackAddresses stack, Fleet fleet, Databases databases, Report report)
            throws Exception {
        report.line(
                "the gate: `mode`, a text that needs no consent, beside `transcript`, a text that"
                        + " does; both lie as ciphertext");
        var speakers =
                fleet.residents().stream().map(person -> person.pair("smart-speaker")).toList();
        var thermostats = fleet.devices().subList(0, speakers.size());
        try (var off = load(stack, thermostats, Kind.TEXT);
                var on = load(stack, speakers, Kind.TEXT_WITH_CONSENT)) {
            var checkedOff = new CheckedReadings(off, databases, fleet);
            var checkedOn = new CheckedReadings(on, databases, fleet);
            Rounds.of(() -> checkedOff.rate(READINGS), () -> checkedOn.rate(READINGS), report)
                    .tell("gate on / gate off, 100 texts a post", AT_LEAST, report);
        }
    }

    private static HttpReadings load(StackAddresses stack, List<Device> devices, Kind kind)
            throws IOException {
        return new HttpReadings(stack, devices, CALLERS, kind);
    }
}
