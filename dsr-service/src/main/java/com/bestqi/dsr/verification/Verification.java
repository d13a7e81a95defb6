package com.bestqi.dsr.verification;

import com.bestqi.dsr.contact.CodeMail;
import com.bestqi.dsr.rights.RequestBook;
import com.bestqi.dsr.rights.RequestState;
import com.bestqi.dsr.rights.RightsRequest;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.time.DatabaseClock;
import com.bestqi.platform.worker.BackOff;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The codes of requests that wait for the person. */
@ApplicationScoped
public class Verification {
    private static final String CODE = "rights_request.code";
    private static final int CODES = 1_000_000;
    private static final BackOff MAIL_AGAIN =
            new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    private static final String TOO_LATE = "The code was not entered in time.";
    private static final String TOO_MANY = "Too many wrong codes were entered.";
    private static final String NO_MAIL = "The code could not be mailed to the address on file.";

    private final Database database;
    private final SubjectKeys keys;
    private final RequestBook book;
    private final CodeMail mail;
    private final DatabaseClock clock;
    private final VerificationConfig config;
    private final SecureRandom random = new SecureRandom();

    Verification(
            Database database,
            SubjectKeys keys,
            RequestBook book,
            CodeMail mail,
            DatabaseClock clock,
            VerificationConfig config) {
        this.database = database;
        this.keys = keys;
        this.book = book;
        this.mail = mail;
        this.clock = clock;
        this.config = config;
    }

    /** What came of a code. */
    public sealed interface Answer {}

    /** It is the right one. */
    public record Right() implements Answer {}

    /** It is not; the request goes on as long as tries are left. */
    public record Wrong(int triesLeft) implements Answer {}

    /** It came too late. */
    public record Expired() implements Answer {}

    /** Has the person asked for a code; the worker mails it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void demand(RightsRequest request) {
        var code = "%06d".formatted(random.nextInt(CODES));
        book.move(request, RequestState.VERIFYING, null, clock.instant());
        book.pause(request);
        database.update(
                "UPDATE rights_request SET code = ?, code_until = NULL, code_tries = 0"
                        + " WHERE request_id = ?",
                keys.cipher(request.accountId()).encrypt(CODE, code),
                request.requestId());
    }

    private record Kept(byte @Nullable [] code, @Nullable Instant until, int tries) {}

    private Kept kept(RightsRequest request) {
        return database.first(
                        "SELECT code, code_until, code_tries FROM rights_request"
                                + " WHERE request_id = ?",
                        rows ->
                                new Kept(
                                        rows.getBytes("code"),
                                        Database.instant(rows, "code_until"),
                                        rows.getInt("code_tries")),
                        request.requestId())
                .orElse(new Kept(null, null, 0));
    }

    /**
     * Judges a code for a request whose lock the caller holds; every wrong one counts, in the
     * caller's transaction.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Answer judge(RightsRequest locked, String code) {
        var kept = kept(locked);
        var until = kept.until();
        if (until != null && clock.instant().isAfter(until)) {
            book.move(locked, RequestState.REJECTED, TOO_LATE, null);
            return new Expired();
        }
        var expected = keys.cipher(locked.accountId()).decrypt(CODE, kept.code());
        boolean right =
                MessageDigest.isEqual(bytes(Objects.requireNonNullElse(expected, "")), bytes(code));
        if (right) {
            return new Right();
        }
        int tries = kept.tries() + 1;
        database.update(
                "UPDATE rights_request SET code_tries = ? WHERE request_id = ?",
                tries,
                locked.requestId());
        int left = config.maxTries() - tries;
        if (left <= 0) {
            book.move(locked, RequestState.REJECTED, TOO_MANY, null);
        }
        return new Wrong(Math.max(left, 0));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Mails the code, or ends the request when it has not come back in time. */
    public void step(RightsRequest claimed) {
        var kept = kept(claimed);
        var ciphertext = kept.code();
        if (kept.until() != null) {
            reject(claimed, TOO_LATE);
        } else if (ciphertext != null) {
            var code = keys.cipher(claimed.accountId()).decrypt(CODE, ciphertext);
            settle(claimed, mail.send(claimed.accountId(), claimed.requestId(), code));
        }
    }

    private void settle(RightsRequest claimed, CodeMail.Result result) {
        boolean last = claimed.tries() >= config.mailMaxTries();
        if (result == CodeMail.Result.REFUSED || (result == CodeMail.Result.AWAY && last)) {
            reject(claimed, NO_MAIL);
            return;
        }
        QuarkusTransaction.requiringNew()
                .run(() -> {
                    if (result == CodeMail.Result.AWAY) {
                        book.postpone(claimed, MAIL_AGAIN.after(claimed.tries() - 1));
                    } else if (book.postpone(claimed, config.codeLife())) {
                        database.update(
                                "UPDATE rights_request SET code_until = ? WHERE request_id = ?",
                                clock.instant().plus(config.codeLife()),
                                claimed.requestId());
                    }
                });
    }

    private void reject(RightsRequest claimed, String why) {
        QuarkusTransaction.requiringNew()
                .run(() ->
                        book.lock(claimed.accountId(), claimed.requestId())
                                .filter(found -> found.state() == RequestState.VERIFYING)
                                .ifPresent(found ->
                                        book.move(found, RequestState.REJECTED, why, null)));
    }
}
