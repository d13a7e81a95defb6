package com.bestqi.bench;

import com.bestqi.endtoend.client.Login;
import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.story.Patience;
import com.bestqi.endtoend.story.Person;
import com.bestqi.endtoend.story.Resident;
import com.bestqi.localstack.Secrets;
import com.bestqi.platform.audit.ChainCheck;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * What the audit costs. There is no switch to turn it off, so the limit is the call that does the
 * same work unaudited: a person's own profile. Both verify a token, look up the person's state,
 * read the same row and decrypt the same fields; the audited one, the contact for another service,
 * also has its entry made durable before it answers, and chained. Calls go straight to the service,
 * whose cores the client shares.
 */
final class AuditBench implements Bench.Measurement {
    private static final int WARM_UP = 3;
    private static final int TRANSACTIONS = 1_000;
    private static final double AT_LEAST = 0.9;
    private static final String ENTRIES =
            "SELECT (SELECT sequence FROM audit_chain) + (SELECT count(*) FROM audit_pending)";
    private static final String ROW = "INSERT INTO bench_row VALUES (gen_random_uuid(), now())";
    private static final String ENTRY =
            "INSERT INTO bench_pending (at, actor_kind, actor, action, subject_state, subject,"
                    + " outcome, purpose) VALUES (now(), 'STAFF', gen_random_uuid()::text,"
                    + " 'request.rejected', 'KEYED', sha256('x'), 'done', 'RI-8')";

    @Override
    public void run(StackAddresses stack, Report report) throws Exception {
        var databases = new Databases(stack);
        var resident = Resident.register(stack, Person.called("Audrey"));
        Patience.until(
                Duration.ofSeconds(10),
                () -> resident.api().get("/v1/accounts/me"),
                answer -> answer.status() == 200);
        var service = stack.values().get("ACCOUNT_URL");
        var own =
                request(
                        service + "/v1/accounts/me",
                        new Login(stack)
                                .direct(resident.person().email(), resident.person().password()));
        var contact =
                request(
                        service + "/internal/accounts/" + resident.accountId() + "/contact",
                        serviceToken(stack));
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int i = 0; i < WARM_UP; i++) {
                HttpLoad.run(http, own, 200);
                HttpLoad.run(http, contact, 200);
            }
            var rounds =
                    Rounds.of(
                            () -> HttpLoad.run(http, own, 200).perSecond(),
                            () -> audited(http, contact, databases),
                            report);
            rounds.tell("audited call / same work unaudited", AT_LEAST, report);
        }
        try (var account = databases.connect("account")) {
            writeCost(account, report);
            account.setAutoCommit(false);
            account.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            var chain = ChainCheck.run(account, List.of(), Clock.systemUTC().instant());
            if (chain.firstBroken() != null) {
                throw new IllegalStateException("the chain broke: " + chain);
            }
            report.line("  the chain verifies: %d entries", chain.verified());
        }
    }

    private static double audited(HttpClient http, HttpRequest contact, Databases databases)
            throws Exception {
        long before = databases.number("account", ENTRIES);
        var load = HttpLoad.run(http, contact, 200);
        long written = databases.number("account", ENTRIES) - before;
        if (written < load.calls()) {
            throw new IllegalStateException(
                    written + " entries for " + load.calls() + " answered calls");
        }
        return load.perSecond();
    }

    private static HttpRequest request(String url, String token) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token)
                .build();
    }

    private static String serviceToken(StackAddresses stack)
            throws IOException, InterruptedException {
        var form =
                "grant_type=client_credentials&client_id=dsr-service&client_secret="
                        + Secrets.in(stack.dataDir()).password("client.dsr-service");
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        stack.keycloak()
                                                + "/realms/bestqi/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString()).body();
            return new ObjectMapper().readTree(answer).path("access_token").asText();
        }
    }

    /** What the entry of a decision adds to a small durable transaction. */
    private static void writeCost(Connection account, Report report) throws Exception {
        execute(account, "CREATE TABLE bench_row (id uuid PRIMARY KEY, at timestamptz)");
        execute(account, "CREATE TABLE bench_pending (LIKE audit_pending INCLUDING ALL)");
        try {
            var rounds =
                    Rounds.of(() -> commits(account, false), () -> commits(account, true), report);
            rounds.tell("transaction with entry / without", AT_LEAST, report);
        } finally {
            execute(account, "DROP TABLE bench_row");
            execute(account, "DROP TABLE bench_pending");
        }
    }

    private static double commits(Connection account, boolean withEntry) throws SQLException {
        account.setAutoCommit(false);
        try (var row = account.prepareStatement(ROW);
                var entry = account.prepareStatement(ENTRY)) {
            long begun = System.nanoTime();
            for (int i = 0; i < TRANSACTIONS; i++) {
                row.execute();
                if (withEntry) {
                    entry.execute();
                }
                account.commit();
            }
            return TRANSACTIONS / ((System.nanoTime() - begun) / 1e9);
        } finally {
            account.setAutoCommit(true);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
