package com.bestqi.endtoend.chaos;

import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.localstack.Services;
import com.bestqi.localstack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Round after round of faults for as long as it is asked for; after each, when all is quiet, a look
 * at what could grow: memory and file handles of every service, and the rows that pass through it.
 */
public final class Soak {
    /** Less would say more about the warm-up than about what grows. */
    private static final Duration SLOPE_AFTER = Duration.ofHours(1);

    private static final double MOST_GROWTH_AN_HOUR = 0.01;
    private static final double MOST_HANDLES = 1.5;

    /** What fills up once, such as caches, does so in the first part of the time. */
    private static final double WARM_AFTER = 0.25;

    private static final Pattern HEAP =
            Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\".*?} (\\S+)$");

    private final Stack stack;
    private final Databases databases;
    private final Consumer<String> told;
    private final List<Sample> samples = new ArrayList<>();

    /** On a running stack whose parts it may kill. */
    public Soak(Stack stack, Consumer<String> told) {
        this.stack = stack;
        this.databases = new Databases(new StackAddresses(stack.addresses()));
        this.told = told;
    }

    private record Sample(
            double hours, String service, long memoryKib, long handles, long outbox, long inbox) {}

    /** Runs the plan again and again; returns what broke, nothing when all was well. */
    public List<String> run(ChaosRun.Plan plan, Duration length, Path folder)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        var broken = new ArrayList<String>();
        try (var file = Files.newBufferedWriter(folder.resolve("soak.csv"))) {
            file.write("hours,service,memory_kib,handles,outbox,inbox\n");
            for (int round = 0; elapsed(begun).compareTo(length) < 0 && broken.isEmpty(); round++) {
                var seeded =
                        new ChaosRun.Plan(
                                plan.seed() + round, plan.erasures(), plan.atOnce(), plan.pause());
                var history = folder.resolve("history-" + round + ".jsonl");
                broken.addAll(new ChaosRun(stack, told).run(seeded, history).violations());
                for (var service : Services.ALL) {
                    var sample = look(service, elapsed(begun));
                    samples.add(sample);
                    file.write(line(sample) + "\n");
                    told.accept(line(sample));
                }
                file.flush();
            }
        }
        Services.ALL.forEach(service -> broken.addAll(grown(service)));
        return broken;
    }

    private static Duration elapsed(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private Sample look(String service, Duration at) throws IOException, InterruptedException {
        long pid = stack.part(service).process().pid();
        long handles;
        try (var open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            handles = open.count();
        }
        return new Sample(
                at.toMillis() / 3.6e6,
                service,
                live(service, pid),
                handles,
                databases.number(service, "SELECT count(*) FROM outbox_message"),
                databases.number(service, "SELECT count(*) FROM inbox_event"));
    }

    /**
     * What a process still holds after a full collection, in KiB. What it has of the machine says
     * how long ago it was killed, not what it keeps.
     */
    private long live(String service, long pid) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var collected =
                new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
        if (collected != 0) {
            throw new IOException("jcmd cannot reach " + service);
        }
        var url = stack.addresses().get(service.toUpperCase(Locale.ROOT) + "_URL");
        var metrics =
                ApiClient.at(Objects.requireNonNull(url)).get("/q/metrics").expect(200).body();
        return Math.round(
                HEAP.matcher(metrics)
                                .results()
                                .mapToDouble(used -> Double.parseDouble(used.group(1)))
                                .sum()
                        / 1024);
    }

    private static String line(Sample sample) {
        return "%.3f,%s,%d,%d,%d,%d"
                .formatted(
                        sample.hours(),
                        sample.service(),
                        sample.memoryKib(),
                        sample.handles(),
                        sample.outbox(),
                        sample.inbox());
    }

    private List<String> grown(String service) {
        var own = samples.stream().filter(sample -> sample.service().equals(service)).toList();
        var broken = new ArrayList<String>();
        if (own.isEmpty()) {
            return broken;
        }
        var first = own.getFirst();
        var last = own.getLast();
        if (last.handles() > first.handles() * MOST_HANDLES) {
            broken.add(
                    "%s: %d file handles, %d at first"
                            .formatted(service, last.handles(), first.handles()));
        }
        var warm =
                own.stream().filter(sample -> sample.hours() > last.hours() * WARM_AFTER).toList();
        var slope = Slope.of(warm);
        double growth = slope.anHour() / warm.getFirst().memoryKib();
        double uncertain = 2 * slope.error() / warm.getFirst().memoryKib();
        told.accept(
                "%s: memory grows by %.1f %% an hour, give or take %.1f"
                        .formatted(service, growth * 100, uncertain * 100));
        boolean longEnough = last.hours() * 60 >= SLOPE_AFTER.toMinutes();
        if (longEnough && growth - uncertain > MOST_GROWTH_AN_HOUR) {
            broken.add("%s: memory grows by %.1f %% an hour".formatted(service, growth * 100));
        }
        return broken;
    }

    /**
     * Kibibytes an hour, by least squares.
     *
     * @param error of one standard deviation: what is held swings with what is being done
     */
    private record Slope(double anHour, double error) {
        static Slope of(List<Sample> samples) {
            double hours = samples.stream().mapToDouble(Sample::hours).average().orElse(0);
            double memory = samples.stream().mapToDouble(Sample::memoryKib).average().orElse(0);
            double both = 0;
            double square = 0;
            for (var sample : samples) {
                both += (sample.hours() - hours) * (sample.memoryKib() - memory);
                square += Math.pow(sample.hours() - hours, 2);
            }
            if (square == 0 || samples.size() < 3) {
                return new Slope(0, 0);
            }
            double slope = both / square;
            double rest = 0;
            for (var sample : samples) {
                double expected = memory + slope * (sample.hours() - hours);
                rest += Math.pow(sample.memoryKib() - expected, 2);
            }
            return new Slope(slope, Math.sqrt(rest / (samples.size() - 2) / square));
        }
    }
}
