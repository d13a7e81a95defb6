package com.bestqi.endtoend.chaos;

import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.client.Login;
import com.bestqi.endtoend.client.Mailbox;
import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.story.Aftermath;
import com.bestqi.endtoend.story.BrokenPromise;
import com.bestqi.endtoend.story.Patience;
import com.bestqi.localstack.Services;
import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.CertificateVerifier;
import com.bestqi.platform.proof.KeySet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Compares what people were told with what the stores hold, once everything is quiet. It reads the
 * databases as the super-user and trusts no service.
 */
final class Judge {
    private static final Duration QUIET = Duration.ofMinutes(3);
    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^message-id:\\s*(\\S+)\\s*$");

    private final StackAddresses stack;
    private final Databases databases;
    private final List<String> violations = new ArrayList<>();
    private long repeatedMails;

    Judge(StackAddresses stack) {
        this.stack = stack;
        this.databases = new Databases(stack);
    }

    /** Mails that were delivered again under the message id of an earlier one. */
    long repeatedMails() {
        return repeatedMails;
    }

    /** What is not as it was promised; empty when all is well. */
    List<String> judge(List<Life> lives, History history) {
        quiet();
        lateReadings(history);
        var verifier = verifier();
        for (var life : lives) {
            try {
                if (life.leaves()) {
                    gone(life, verifier);
                } else {
                    untouched(life);
                }
                mails(life);
            } catch (BrokenPromise e) {
                violations.add("person " + life.number() + ": " + e.getMessage());
            }
        }
        return List.copyOf(violations);
    }

    private void quiet() {
        for (var service : Services.ALL) {
            awaitNone(service, "outbox_message", "SELECT count(*) FROM outbox_message");
            awaitNone(
                    service,
                    "open erasure_task",
                    "SELECT count(*) FROM erasure_task WHERE NOT done");
            none(service, "parked_event", "SELECT count(*) FROM parked_event");
        }
        awaitNone(
                "dsr",
                "open erasure_case",
                "SELECT count(*) FROM erasure_case WHERE certificate IS NULL");
    }

    private void awaitNone(String database, String what, String query) {
        var left =
                Patience.until(QUIET, () -> databases.number(database, query), rows -> rows == 0);
        if (left > 0) {
            violations.add(left + " rows of " + what + " in " + database + " after the faults");
        }
    }

    private void none(String database, String what, String query) {
        var found = databases.number(database, query);
        if (found > 0) {
            violations.add(found + " rows of " + what + " in " + database);
        }
    }

    private void lateReadings(History history) {
        for (var done : history.operations()) {
            if (done.kind().equals("after certificate") && done.outcome() == History.Outcome.OK) {
                violations.add(
                        "person " + done.person() + ": readings taken after the certificate");
            }
        }
    }

    private CertificateVerifier verifier() {
        var keys = ApiClient.of(stack).get("/v1/certificates/keys").expect(200).body();
        return new CertificateVerifier(KeySet.parse(keys));
    }

    private void gone(Life life, CertificateVerifier verifier) {
        var account = life.accountId();
        long cases =
                databases.number(
                        "dsr", "SELECT count(*) FROM erasure_case WHERE account_id = ?", account);
        BrokenPromise.unless(cases == 1, cases + " cases for one deletion");
        var stored = storedCertificate(life);
        var held = life.certificate();
        BrokenPromise.unless(
                held == null || held.equals(stored), "the certificate is not the one shown before");
        var verdict = verifier.verify(stored);
        if (!(verdict instanceof CertificateVerifier.Valid valid)) {
            throw new BrokenPromise("the certificate does not hold: " + verdict);
        }
        var certificate = valid.certificate();
        BrokenPromise.unless(
                certificate.result().equals("complete"), "it says " + certificate.result());
        long erased = erasedReadings(certificate);
        BrokenPromise.unless(
                erased == life.acknowledged().size(),
                erased + " readings erased, acknowledged " + life.acknowledged().size());
        var aftermath = new Aftermath(stack);
        aftermath.nothingButEvidence(account);
        aftermath.keysDestroyed(account);
        var answer = new Login(stack).attempt(life.person().email(), life.person().password());
        BrokenPromise.unless(
                answer.status() / 100 == 4, "a log-in was answered " + answer.status());
    }

    private static long erasedReadings(Certificate certificate) {
        return certificate.services().stream()
                .flatMap(service -> service.stores().stream())
                .filter(store -> store.store().equals("reading"))
                .mapToLong(store -> store.erased())
                .sum();
    }

    private String storedCertificate(Life life) {
        var stored =
                databases.text(
                        "dsr",
                        "SELECT coalesce(certificate, '') FROM erasure_case WHERE account_id = ?",
                        life.accountId());
        BrokenPromise.unless(!stored.isEmpty(), "there is no certificate");
        return stored;
    }

    private void untouched(Life life) {
        var stored = new ArrayList<Instant>();
        try (var connection = databases.connect("device");
                var select =
                        connection.prepareStatement(
                                "SELECT at FROM reading WHERE account_id = ? ORDER BY at")) {
            select.setObject(1, life.accountId());
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    stored.add(rows.getTimestamp(1).toInstant());
                }
            }
        } catch (SQLException e) {
            throw new BrokenPromise("the readings cannot be read: " + e.getSQLState());
        }
        BrokenPromise.unless(
                stored.equals(List.copyOf(new TreeSet<>(life.acknowledged()))),
                stored.size()
                        + " readings stored, "
                        + life.acknowledged().size()
                        + " acknowledged");
        for (var service : Services.ALL) {
            long agreeing =
                    databases.number(
                            service,
                            "SELECT count(*) FROM data_subject WHERE account_id = ?"
                                    + " AND state = 'LIVE' AND jsonb_exists(consent, 'storage') = "
                                    + life.storage(),
                            life.accountId());
            BrokenPromise.unless(agreeing == 1, service + " does not hold the last switch");
        }
        long welcomes =
                databases.number(
                        "notification",
                        "SELECT count(*) FROM notification WHERE account_id = ?",
                        life.accountId());
        BrokenPromise.unless(welcomes <= 1, welcomes + " times the same message in the inbox");
    }

    /** One welcome, one certificate; a mail that came again carries the id it had before. */
    private void mails(Life life) {
        int wanted = life.leaves() ? 2 : 1;
        var box = new Mailbox(stack, life.person().email());
        var ids = new TreeSet<String>();
        var mails = box.mails();
        for (var mail : mails) {
            var id = MESSAGE_ID.matcher(mail.source());
            BrokenPromise.unless(id.find(), "a mail without a message id");
            ids.add(id.group(1));
        }
        BrokenPromise.unless(
                ids.size() <= wanted, ids.size() + " different mails, at most " + wanted);
        BrokenPromise.unless(!ids.isEmpty(), "no mail at all");
        repeatedMails += mails.size() - ids.size();
    }
}
