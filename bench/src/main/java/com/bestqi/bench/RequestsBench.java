package com.bestqi.bench;

import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.client.Login;
import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import java.time.Duration;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** What the staff's queue costs with many open cases, and the daily look at all due dates. */
final class RequestsBench implements Bench.Measurement {
    private static final String DSR = "dsr";
    private static final int OPEN = 10_000;
    private static final int CASES = 1_000_000;
    private static final int CALLS = 2_000;
    private static final int WARM_UP = 500;
    private static final Duration MOST = Duration.ofMinutes(5);
    private static final int CALM = 12;
    private static final Duration LOOK = Duration.ofMillis(250);

    /** Nobody's: the rows have what the queue and the due dates need, and nothing to decrypt. */
    private static final String FILL =
            "INSERT INTO rights_request (request_id, account_id, type, state, categories, services,"
                    + " for_staff, received_at, due_at, wish) SELECT gen_random_uuid(),"
                    + " gen_random_uuid(), (ARRAY['ACCESS', 'OBJECTION', 'RECTIFICATION',"
                    + " 'PORTABILITY'])[1 + n %% 4], 'RUNNING', '{}', '{}', true,"
                    + " now() - n * interval '30 days' / %1$d, now() + interval '60 days'"
                    + " - n * interval '30 days' / %1$d, 'bench'"
                    + " FROM generate_series(1, %1$d) AS s (n)";

    @Override
    public void run(StackAddresses stack, Report report) throws Exception {
        var databases = new Databases(stack);
        clear(databases);
        try {
            queue(stack, databases, report);
            clear(databases);
            look(databases, report, "random() * interval '30 days'", "due over the next 30 days");
            clear(databases);
            look(databases, report, "interval '1 hour'", "all of a sudden due within the hour");
        } finally {
            clear(databases);
        }
    }

    private static void clear(Databases databases) {
        databases.execute(DSR, "DELETE FROM rights_request WHERE wish = 'bench'");
        databases.execute(DSR, "VACUUM ANALYZE rights_request");
    }

    private static void queue(StackAddresses stack, Databases databases, Report report)
            throws Exception {
        report.line("%d open cases, pages of 50 in milliseconds", OPEN);
        databases.execute(DSR, FILL.formatted(OPEN));
        databases.execute(DSR, "ANALYZE rights_request");
        var login = new Login(stack);
        var millis = new ArrayList<Double>();
        @Nullable String next = null;
        @Nullable ApiClient staff = null;
        for (int i = 0; i < WARM_UP + CALLS; i++) {
            if (staff == null || i % 500 == 0) {
                staff = ApiClient.of(stack).as(login.direct("officer", "officer"));
            }
            var path = "/v1/admin/requests?limit=50" + (next == null ? "" : "&cursor=" + next);
            long begun = System.nanoTime();
            var answer = staff.get(path).expect(200);
            double took = (System.nanoTime() - begun) / 1e6;
            var cursor = answer.json().path("next");
            next = cursor.isTextual() ? cursor.asText() : null;
            if (i >= WARM_UP) {
                millis.add(took);
            }
        }
        report.line(
                "  through the gateway, with Keycloak's decision and the audit: median %.1f ms",
                Rounds.median(millis));
        double p99 = Rounds.quantile(millis, 0.99);
        report.figure("page of the queue, p99", p99, "ms", "under 50 ms", p99 < 50);
    }

    private static void look(Databases databases, Report report, String due, String words)
            throws Exception {
        report.line("%d open cases, %s", CASES, words);
        databases.execute(DSR, FILL.formatted(CASES));
        // In one transaction, so that no look sees a part of them.
        databases.execute(
                DSR, "UPDATE rights_request SET due_at = now() + " + due + " WHERE wish = 'bench'");
        long begun = System.nanoTime();
        long last = begun;
        long before = 0;
        for (int calm = 0; calm < CALM || left(databases) > 0; calm++) {
            if (System.nanoTime() - begun > MOST.toNanos()) {
                throw new IllegalStateException("not all due dates were looked at");
            }
            Thread.sleep(LOOK);
            long now = marked(databases);
            if (now != before) {
                before = now;
                last = System.nanoTime();
                calm = 0;
            }
        }
        double seconds = (last - begun) / 1e9;
        report.line("  %d reminders and escalations", before);
        report.figure("look at all due dates", seconds, "s", "under 60 s", seconds < 60);
    }

    private static long marked(Databases databases) {
        return databases.number(
                DSR,
                "SELECT count(reminded_at) + count(escalated_at) FROM rights_request"
                        + " WHERE wish = 'bench'");
    }

    /** What the service has not called out yet, of what must be by the shortest of its horizons. */
    private static long left(Databases databases) {
        return databases.number(
                DSR,
                "SELECT count(*) FROM (SELECT FROM rights_request WHERE completed_at IS NULL AND"
                        + " reminded_at IS NULL AND due_at < now() + interval '5 days' UNION ALL"
                        + " SELECT FROM rights_request WHERE completed_at IS NULL AND escalated_at"
                        + " IS NULL AND due_at < now() + interval '1 day' LIMIT 1) AS left_over");
    }
}
