package com.bestqi.dsr.erasure;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.SubjectDirective.Hold;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case as read.
 *
 * @param certificateId what the certificate will be called
 * @param epoch number of the directive; 0 until there is one
 * @param awaited participants that have not answered
 * @param resent how often the directive was sent again
 * @param tries how often the present step was begun
 * @param superseded the certificate, issued while something was under hold, whose place is taken
 */
record ErasureCase(
        UUID requestId,
        UUID accountId,
        UUID certificateId,
        CaseState state,
        long epoch,
        Instant receivedAt,
        Instant dueAt,
        Instant eraseAt,
        @Nullable Instant contactUntil,
        @Nullable Instant directedAt,
        @Nullable Instant resendAt,
        List<String> awaited,
        int resent,
        int mailTries,
        int tries,
        @Nullable String certificate,
        @Nullable UUID superseded) {
    static final String COLUMNS =
            "request_id, account_id, certificate_id, state, epoch, received_at, due_at, erase_at,"
                    + " contact_until, directed_at, resend_at, awaited, resent, mail_tries, tries,"
                    + " certificate, superseded";

    /** Reads a row that has all {@link #COLUMNS}. */
    static ErasureCase read(ResultSet rows) throws SQLException {
        return new ErasureCase(
                rows.getObject("request_id", UUID.class),
                rows.getObject("account_id", UUID.class),
                rows.getObject("certificate_id", UUID.class),
                CaseState.valueOf(rows.getString("state")),
                rows.getLong("epoch"),
                instant(rows, "received_at"),
                instant(rows, "due_at"),
                instant(rows, "erase_at"),
                Database.instant(rows, "contact_until"),
                Database.instant(rows, "directed_at"),
                Database.instant(rows, "resend_at"),
                List.of((String[]) rows.getArray("awaited").getArray()),
                rows.getInt("resent"),
                rows.getInt("mail_tries"),
                rows.getInt("tries"),
                rows.getString("certificate"),
                rows.getObject("superseded", UUID.class));
    }

    private static Instant instant(ResultSet rows, String column) throws SQLException {
        return rows.getTimestamp(column).toInstant();
    }

    @Override
    public String toString() {
        return "ErasureCase[" + requestId + "]";
    }

    /** The directive; the same one however often it is sent, until a hold ends. */
    SubjectDirective directive(List<Hold> holds) {
        var at = directedAt;
        if (at == null) {
            throw new IllegalStateException("no directive yet: " + requestId);
        }
        return new SubjectDirective(
                accountId,
                requestId,
                SubjectDirective.Kind.ERASE,
                epoch,
                List.of(),
                List.of(),
                holds,
                at);
    }
}
