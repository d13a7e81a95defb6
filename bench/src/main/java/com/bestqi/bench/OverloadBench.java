package com.bestqi.bench;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.story.BrokenPromise;
import com.bestqi.endtoend.story.Device;
import com.bestqi.endtoend.story.Person;
import com.bestqi.endtoend.story.Resident;
import com.bestqi.endtoend.story.SettlingIn;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * What a person who withdraws notices of devices that report far too much (F17): how long a change
 * of a switch takes, alone and beside three and ten times as many callers as the gateway has places
 * for at one service. A caller who is told to come back does so when told to. What was acknowledged
 * must be there afterwards.
 */
final class OverloadBench implements Bench.Measurement {
    /** What the gateway lets one service work on at once. */
    private static final int PLACES = 200;

    private static final int READINGS = 10;
    private static final Duration EVERY = Duration.ofMillis(50);
    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final String SWITCH = "bluetooth";
    private static final Duration TIME =
            Duration.ofSeconds(
                    Long.parseLong(System.getenv().getOrDefault("BENCH_OVERLOAD_SECONDS", "60")));

    @Override
    public void run(StackAddresses stack, Report report) throws Exception {
        var loud = Resident.register(stack, Person.called("Loud"));
        SettlingIn.all(loud);
        var person = Resident.register(stack, Person.called("Olga"));
        SettlingIn.all(person);
        var databases = new Databases(stack);
        changes(person, SETTLING);
        var alone = changes(person, TIME);
        tell("alone", alone, report);
        double limit = p99(alone);
        for (int times : new int[] {3, 10}) {
            var answers = new ConcurrentHashMap<Integer, LongAdder>();
            var accepted = new LongAdder();
            var device = thermostat(loud);
            long before = stored(databases, device);
            var running = new AtomicBoolean(true);
            Histogram beside;
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < times * PLACES; i++) {
                    double first = i;
                    var unused =
                            callers.submit(() -> {
                                report(device, first, running, answers, accepted);
                                return null;
                            });
                }
                changes(person, SETTLING);
                beside = changes(person, TIME);
                running.set(false);
            }
            tell(times + " times the callers", beside, report);
            report.line("  answers to devices: %s", answers);
            check(answers, stored(databases, device) - before, accepted.sum());
            double ratio = p99(beside) / limit;
            report.figure(
                    "change of a switch, p99 beside " + times + " x / alone",
                    ratio,
                    "x",
                    "2 or less",
                    ratio <= 2);
        }
    }

    private static void report(
            Device device,
            double first,
            AtomicBoolean running,
            Map<Integer, LongAdder> answers,
            LongAdder accepted) {
        while (running.get()) {
            var answer = device.report("temperature", READINGS, first % 30);
            answers.computeIfAbsent(answer.status(), _ -> new LongAdder()).increment();
            if (answer.status() == 202) {
                accepted.add(answer.json().path("accepted").asInt());
            } else {
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        }
    }

    /** Microseconds from the intended moment of each change to its answer. */
    private static Histogram changes(Resident person, Duration time) {
        var micros = new Histogram(3);
        long intended = System.nanoTime();
        long end = intended + time.toNanos();
        boolean granted = false;
        while (intended < end) {
            intended += EVERY.toNanos();
            LockSupport.parkNanos(intended - System.nanoTime());
            person.api().put("/v1/consents/" + SWITCH, Map.of("granted", granted)).expect(200);
            granted = !granted;
            micros.recordValue((System.nanoTime() - intended) / 1_000);
        }
        return micros;
    }

    private static Device thermostat(Resident resident) {
        return resident.devices().stream()
                .filter(device -> device.deviceType().equals("thermostat"))
                .findFirst()
                .orElseThrow();
    }

    private static long stored(Databases databases, Device device) {
        return databases.number(
                "device", "SELECT count(*) FROM reading WHERE device_id = ?", device.deviceId());
    }

    private static void check(Map<Integer, LongAdder> answers, long stored, long accepted) {
        for (int status : answers.keySet()) {
            BrokenPromise.unless(
                    status == 202 || status == 429 || status == 503, "answered " + status);
        }
        BrokenPromise.unless(
                stored == accepted, accepted + " readings acknowledged, " + stored + " stored");
    }

    private static void tell(String when, Histogram micros, Report report) {
        report.line(
                "  %s: p50 %.1f ms, p99 %.1f ms, max %.1f ms of %d changes",
                when,
                micros.getValueAtPercentile(50) / 1e3,
                p99(micros) / 1e3,
                micros.getMaxValue() / 1e3,
                micros.getTotalCount());
    }

    private static double p99(Histogram micros) {
        return micros.getValueAtPercentile(99);
    }
}
