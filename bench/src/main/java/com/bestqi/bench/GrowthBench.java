package com.bestqi.bench;

import com.bestqi.endtoend.client.Login;
import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether readings cost the same however many lie there already: ingest of 100 a post beside COPY
 * into a small table, and the newest page as the app asks for it, at 1 million rows and at many.
 * {@code GROWTH_ROWS} says how many; 50 million take about 10 GB and half an hour.
 */
final class GrowthBench implements Bench.Measurement {
    private static final String ROWS = "GROWTH_ROWS";
    private static final String USUAL_ROWS = "5000000";
    private static final int PEOPLE = 8;
    private static final int DEVICES_EACH = 32;
    private static final int CALLERS = 64;
    private static final int READINGS = 100;
    private static final double MORE_AT_MOST = 15;
    private static final double PAGES_A_SECOND = 100;
    private static final Duration PAGES = Duration.ofSeconds(20);
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final double PAGE_MILLIS = 20;

    /** What was measured at one size. */
    private record Stage(double share, double rate, double page) {}

    @Override
    public void run(StackAddresses stack, Report report) throws Exception {
        long many = Long.parseLong(stack.values().getOrDefault(ROWS, USUAL_ROWS));
        var fleet = Fleet.settle(stack, "Greta", PEOPLE, DEVICES_EACH, List.of("camera"));
        var databases = new Databases(stack);
        try (var table = new GrowthTable(databases);
                var http =
                        new HttpReadings(
                                stack, fleet.devices(), CALLERS, ReadingBodies.Kind.NUMBER)) {
            table.step(fleet);
            var checked = new CheckedReadings(http, databases, fleet);
            var few = stage(stack, table, checked, fleet, report);
            long begun = System.nanoTime();
            for (long rows = GrowthTable.STEP; rows < many; rows += GrowthTable.STEP) {
                table.step(fleet);
            }
            report.line("  filled in %.0f s", (System.nanoTime() - begun) / 1e9);
            var more = stage(stack, table, checked, fleet, report);
            tell(few, more, report);
        }
    }

    private static Stage stage(
            StackAddresses stack,
            GrowthTable table,
            CheckedReadings checked,
            Fleet fleet,
            Report report)
            throws Exception {
        table.settle();
        report.line("at %,d rows, %.2f GiB with the index", table.rows(), table.gib());
        var rounds = Rounds.of(table::copy, () -> checked.rate(READINGS), report);
        double rate = Rounds.median(rounds.products());
        double share = Rounds.median(rounds.ratios());
        report.raw("product / COPY into a small table", rounds.ratios());
        report.line(
                "  %.0f readings/s, %.2f of COPY into a small table, spread %s, %d rounds dropped",
                rate, share, Rounds.spread(rounds.ratios()), rounds.dropped());
        return new Stage(share, rate, page(stack, fleet, report));
    }

    /** Milliseconds of the newest page at p99, of one device after the other. */
    private static double page(StackAddresses stack, Fleet fleet, Report report) throws Exception {
        var tokens = new ArrayList<String>();
        for (var resident : fleet.residents()) {
            var person = resident.person();
            tokens.add(new Login(stack).direct(person.email(), person.password()));
        }
        var service = URI.create(String.valueOf(stack.values().get("DEVICE_URL")));
        OpenLoop.Call page =
                (line, number) -> {
                    int one = number % fleet.devices().size();
                    var path = "/v1/devices/" + fleet.devices().get(one).deviceId() + "/readings";
                    int status = line.get(path, tokens.get(one / DEVICES_EACH));
                    if (status != 200) {
                        throw new IllegalStateException("answered " + status);
                    }
                };
        try (var loop = new OpenLoop(service, 16)) {
            loop.run(PAGES_A_SECOND, WARM_UP, page);
            var micros = loop.run(PAGES_A_SECOND, PAGES, page);
            double p99 = micros.getValueAtPercentile(99) / 1e3;
            report.line(
                    "  newest page: p50 %.1f ms, p99 %.1f ms of %d",
                    micros.getValueAtPercentile(50) / 1e3, p99, micros.getTotalCount());
            return p99;
        }
    }

    private static void tell(Stage few, Stage more, Report report) {
        double slower = (few.share() / more.share() - 1) * 100;
        report.figure(
                "a reading costs more at many rows by",
                slower,
                "%",
                "15 or less",
                slower <= MORE_AT_MOST);
        report.figure(
                "the same by the clock, without the limit",
                (few.rate() / more.rate() - 1) * 100,
                "%",
                "-",
                true);
        report.figure("newest page at 1 million rows, p99", few.page(), "ms", "-", true);
        report.figure(
                "newest page at many rows, p99",
                more.page(),
                "ms",
                "under 20",
                more.page() < PAGE_MILLIS);
    }
}
