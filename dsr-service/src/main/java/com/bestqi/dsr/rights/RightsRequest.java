package com.bestqi.dsr.rights;

import com.bestqi.platform.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request as read.
 *
 * @param categories kinds of data it is limited to; empty is all
 * @param services services it is limited to; empty is all
 * @param wish what the person wrote, as ciphertext
 * @param forStaff whether it is people who answer it
 * @param actAt until when the person may think it over
 * @param proposedBy the member of staff who wants it rejected
 * @param tries how often the present step was begun; the fence of who works on it
 */
public record RightsRequest(
        UUID requestId,
        UUID accountId,
        RequestType type,
        RequestState state,
        List<String> categories,
        List<String> services,
        byte @Nullable [] wish,
        boolean forStaff,
        Instant receivedAt,
        Instant dueAt,
        @Nullable Instant extendedAt,
        @Nullable Instant completedAt,
        @Nullable Instant actAt,
        @Nullable UUID proposedBy,
        int tries) {
    static final String COLUMNS =
            " request_id, account_id, type, state, categories, services, wish, for_staff,"
                    + " received_at, due_at, extended_at, completed_at, act_at, proposed_by, tries ";

    static RightsRequest read(ResultSet rows) throws SQLException {
        return new RightsRequest(
                rows.getObject("request_id", UUID.class),
                rows.getObject("account_id", UUID.class),
                RequestType.valueOf(rows.getString("type")),
                RequestState.valueOf(rows.getString("state")),
                List.of((String[]) rows.getArray("categories").getArray()),
                List.of((String[]) rows.getArray("services").getArray()),
                rows.getBytes("wish"),
                rows.getBoolean("for_staff"),
                Objects.requireNonNull(Database.instant(rows, "received_at")),
                Objects.requireNonNull(Database.instant(rows, "due_at")),
                Database.instant(rows, "extended_at"),
                Database.instant(rows, "completed_at"),
                Database.instant(rows, "act_at"),
                rows.getObject("proposed_by", UUID.class),
                rows.getInt("tries"));
    }

    /** Whether it is about all data in all services. */
    public boolean whole() {
        return categories.isEmpty() && services.isEmpty();
    }

    @Override
    public String toString() {
        return "RightsRequest[" + requestId + "]";
    }
}
