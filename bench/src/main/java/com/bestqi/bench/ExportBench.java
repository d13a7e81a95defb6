package com.bestqi.bench;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.story.Departure;
import com.bestqi.endtoend.story.Resident;
import com.bestqi.platform.proof.CertificateVerifier;
import com.bestqi.platform.proof.KeySet;
import java.nio.file.Files;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * A copy of everything held about a person with very many readings: from the request to the whole
 * copy, beside one plain program that reads the same readings and compresses them. Then what lives
 * in the heap of each service meanwhile, whether two copies are the same, and whether an erasure
 * counts what was in them.
 */
final class ExportBench implements Bench.Measurement {
    private static final int TIMED = 1_000_000;
    private static final int LARGE = 2_000_000;
    private static final double AT_LEAST = 0.5;
    private static final double MOST_GROWTH = 64;
    private static final Duration LOOK = Duration.ofMillis(500);

    @Override
    public void run(StackAddresses stack, Report report) throws Exception {
        try (var device = new Databases(stack).connect("device")) {
            speed(stack, device, report);
            size(stack, device, report);
        }
    }

    private static void speed(StackAddresses stack, Connection device, Report report)
            throws Exception {
        report.line("a person with %d readings, rows a second", TIMED);
        var resident = ErasureBench.resident(stack, device, "Copied", TIMED);
        var copy = new Copy(stack, resident);
        var seconds = new ArrayList<Double>();
        var rounds =
                Rounds.of(
                        () -> PlainExport.rate(device, resident.accountId()),
                        () -> {
                            long begun = System.nanoTime();
                            copy.made();
                            seconds.add((System.nanoTime() - begun) / 1e9);
                            return TIMED / seconds.getLast();
                        },
                        report);
        report.raw("seconds", seconds);
        rounds.tell("copy of everything / plain program", AT_LEAST, report);
    }

    private static void size(StackAddresses stack, Connection device, Report report)
            throws Exception {
        report.line("a person with %d readings", LARGE);
        var resident = ErasureBench.resident(stack, device, "Plenty", LARGE);
        var copy = new Copy(stack, resident);
        var first = heaps(copy::made, report);
        var fetched = copy.fetched(first);
        var again = copy.fetched(copy.made());
        report.figure(
                "first byte of a copy that is made",
                fetched.seconds(),
                "s",
                "under 1 s",
                fetched.seconds() < 1);
        same(fetched.parts(), again.parts(), report);
        erased(stack, resident, again.parts(), report);
    }

    /** Does some work, and looks meanwhile at what lives in the heaps. */
    private static String heaps(Callable<String> work, Report report) throws Exception {
        var heap = new ServiceHeap();
        var before = heap.live();
        var most = new TreeMap<>(before);
        var done = new FutureTask<>(work);
        Thread.ofPlatform().start(done);
        while (!done.isDone()) {
            heap.live().forEach((service, live) -> most.merge(service, live, Math::max));
            Thread.sleep(LOOK);
        }
        before.forEach((service, idle) -> {
            double grown = (most.getOrDefault(service, idle) - idle) / 1048576.0;
            report.figure(
                    "live heap of " + service + " above idle",
                    grown,
                    "MiB",
                    "64 at most",
                    grown <= MOST_GROWTH);
        });
        return done.get();
    }

    /** Only what the making of a copy adds may differ, and what says when it was made. */
    private static void same(
            Map<String, Copy.Part> one, Map<String, Copy.Part> other, Report report) {
        var differing = new ArrayList<String>();
        one.forEach((name, part) -> {
            if (!part.equals(other.get(name))) {
                differing.add(name);
            }
        });
        report.line("  files that differ between two copies: %s", differing);
        long unexplained =
                differing.stream()
                        .filter(name ->
                                name.startsWith("data/device/")
                                        || name.startsWith("data/account/")
                                        || name.startsWith("data/consent/"))
                        .count();
        report.figure(
                "files that should be the same and differ",
                unexplained,
                "",
                "none",
                unexplained == 0);
    }

    private static void erased(
            StackAddresses stack, Resident resident, Map<String, Copy.Part> copy, Report report)
            throws Exception {
        var departure = Departure.accepted(stack, resident.freshApi().delete("/v1/accounts/me"));
        var compact = departure.certificate(Duration.ofMinutes(10));
        var keys = Files.readString(stack.dataDir().resolve("certificate-keys.json"));
        if (!(new CertificateVerifier(KeySet.parse(keys)).verify(compact)
                instanceof CertificateVerifier.Valid valid)) {
            throw new IllegalStateException("the certificate does not hold");
        }
        List<String> unequal = new ArrayList<>();
        long readings = 0;
        for (var service : valid.certificate().services()) {
            for (var store : service.stores()) {
                var part = copy.get("data/" + service.service() + "/" + store.store() + ".jsonl");
                if (part != null && part.lines() != store.erased()) {
                    unequal.add(
                            "%s.%s %d copied, %d erased"
                                    .formatted(
                                            service.service(),
                                            store.store(),
                                            part.lines(),
                                            store.erased()));
                }
                readings += part != null && store.store().equals("reading") ? part.lines() : 0;
            }
        }
        report.line("  rows copied and erased differ: %s", unequal);
        if (readings < LARGE) {
            throw new IllegalStateException("the copy has " + readings + " readings");
        }
        long unexplained =
                unequal.stream()
                        .filter(name -> !name.startsWith("dsr.") && !name.startsWith("notif"))
                        .count();
        report.figure(
                "stores of which more or less is erased than copied",
                unexplained,
                "",
                "none",
                unexplained == 0);
    }
}
