package com.bestqi.bench;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.story.Patience;
import com.bestqi.endtoend.story.Person;
import com.bestqi.endtoend.story.Resident;
import com.bestqi.endtoend.story.SettlingIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What others notice of the retention: device-service takes in readings while it has nothing to
 * expire, and while it deletes rows and drops partitions all the time.
 */
final class RetentionBench implements Bench.Measurement {
    private static final int RESIDENTS = 2;
    private static final int ROWS = 300_000;
    private static final int PARTITION_ROWS = 50_000;
    private static final int PARTITIONS = 5;
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String DEVICE = "device";
    private static final String EXPIRED =
            "inbox_event WHERE received_at < now() - interval '40 days'";
    private static final String PAST =
            "partitions_of('reading') WHERE ends_at < now() - interval '14 months'";

    private final UUID bench = UUID.randomUUID();
    private final List<Double> expired = new ArrayList<>();

    @Override
    public void run(StackAddresses stack, Report report) throws Exception {
        var databases = new Databases(stack);
        var residents = new ArrayList<Resident>();
        for (int i = 0; i < RESIDENTS; i++) {
            var resident = Resident.register(stack, Person.called("Ingest"));
            SettlingIn.all(resident);
            residents.add(resident);
        }
        var ingest = new Ingest(residents);
        report.line(
                "others' readings a second, without and with %d rows and %d partitions to expire",
                ROWS, PARTITIONS);
        takeLease(databases);
        try {
            var rounds =
                    Rounds.of(() -> ingest.rate(TIME), () -> during(databases, ingest), report);
            var ratios = rounds.ratios();
            report.raw("ratio", ratios);
            report.raw("rows expired a second", expired);
            report.line(
                    "  ratio spread %s, %d rounds dropped, %.0f rows expired a second meanwhile",
                    Rounds.spread(ratios), rounds.dropped(), Rounds.median(expired));
            double slower = (1 - Rounds.median(ratios)) * 100;
            report.figure(
                    "others' ingest slowed by retention (median)",
                    slower,
                    "%",
                    "10 % at most",
                    slower <= 10);
        } finally {
            clear(databases);
            giveLease(databases);
        }
    }

    private double during(Databases databases, Ingest ingest) throws Exception {
        fill(databases);
        giveLease(databases);
        // From the first dropped partition on.
        Patience.until(PATIENCE, () -> past(databases), past -> past < PARTITIONS);
        long before = left(databases);
        long begun = System.nanoTime();
        double rate = ingest.rate(TIME);
        long after = left(databases);
        expired.add((before - after) / ((System.nanoTime() - begun) / 1e9));
        takeLease(databases);
        if (after == 0) {
            throw new IllegalStateException("the retention was done before the measurement");
        }
        clear(databases);
        return rate;
    }

    private static long left(Databases databases) {
        return databases.number(DEVICE, "SELECT count(*) FROM " + EXPIRED);
    }

    private static long past(Databases databases) {
        return databases.number(DEVICE, "SELECT count(*) FROM " + PAST);
    }

    private static void fill(Databases databases) {
        databases.execute(
                DEVICE,
                "INSERT INTO inbox_event SELECT gen_random_uuid(), now() - interval '50 days'"
                        + " - n * interval '1 second' FROM generate_series(1, "
                        + ROWS
                        + ") AS s (n)");
        for (int months = 15; months < 15 + PARTITIONS; months++) {
            // As the owner, who must be able to drop them.
            databases.execute(
                    DEVICE,
                    "DO $$ BEGIN SET LOCAL ROLE device_owner;"
                            + " PERFORM make_partition('reading', 'month', now() - interval '"
                            + months
                            + " months'); END $$");
            databases.execute(
                    DEVICE,
                    "INSERT INTO reading (account_id, device_id, type, at, value, consent_revision)"
                            + " SELECT gen_random_uuid(), gen_random_uuid(), 'temperature',"
                            + " date_trunc('month', now() - interval '"
                            + months
                            + " months', 'UTC') + n * interval '1 second', 20, 1"
                            + " FROM generate_series(1, "
                            + PARTITION_ROWS
                            + ") AS s (n)");
        }
    }

    private static void clear(Databases databases) {
        databases.execute(DEVICE, "DELETE FROM " + EXPIRED);
        databases.execute(
                DEVICE,
                "DO $$ DECLARE leaf text; BEGIN FOR leaf IN SELECT name FROM "
                        + PAST
                        + " LOOP EXECUTE format('DROP TABLE %I', leaf); END LOOP; END $$");
    }

    /** While the bench has it, the service expires nothing. */
    private void takeLease(Databases databases) {
        databases.execute(
                DEVICE,
                "UPDATE outbox_lease SET holder = ?, fence = fence + 1,"
                        + " until = now() + interval '1 hour' WHERE name = 'retention'",
                bench);
    }

    private void giveLease(Databases databases) {
        databases.execute(
                DEVICE,
                "UPDATE outbox_lease SET until = '-infinity'"
                        + " WHERE name = 'retention' AND holder = ?",
                bench);
    }
}
