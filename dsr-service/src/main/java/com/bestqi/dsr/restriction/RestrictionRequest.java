package com.bestqi.dsr.restriction;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.SubjectDirective.Restriction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request as read.
 *
 * @param toldAt when the message went out that says that it ends
 * @param liftAt when it ends, once that is told
 * @param liftedAt when its end was ordered; null while it is in force
 * @param epoch number of the last directive about it
 * @param awaited participants that have not answered that one, nor a newer one
 */
record RestrictionRequest(
        UUID requestId,
        UUID accountId,
        RestrictionState state,
        Restriction restriction,
        Instant receivedAt,
        Instant dueAt,
        @Nullable Instant completedAt,
        @Nullable Instant toldAt,
        @Nullable Instant liftAt,
        @Nullable Instant liftedAt,
        long epoch,
        Instant directedAt,
        List<String> awaited,
        int resent,
        Instant resendAt) {
    static final String COLUMNS =
            " request_id, account_id, state, categories, services, until, received_at,"
                    + " due_at, completed_at, told_at, lift_at, lifted_at, epoch, directed_at,"
                    + " awaited, resent, resend_at ";

    /** Reads a row that has all {@link #COLUMNS}. */
    static RestrictionRequest read(ResultSet rows) throws SQLException {
        var requestId = rows.getObject("request_id", UUID.class);
        return new RestrictionRequest(
                requestId,
                rows.getObject("account_id", UUID.class),
                RestrictionState.valueOf(rows.getString("state")),
                new Restriction(
                        requestId,
                        Set.copyOf(texts(rows, "categories")),
                        Set.copyOf(texts(rows, "services")),
                        Database.instant(rows, "until")),
                instant(rows, "received_at"),
                instant(rows, "due_at"),
                Database.instant(rows, "completed_at"),
                Database.instant(rows, "told_at"),
                Database.instant(rows, "lift_at"),
                Database.instant(rows, "lifted_at"),
                rows.getLong("epoch"),
                instant(rows, "directed_at"),
                texts(rows, "awaited"),
                rows.getInt("resent"),
                instant(rows, "resend_at"));
    }

    private static List<String> texts(ResultSet rows, String column) throws SQLException {
        return List.of((String[]) rows.getArray(column).getArray());
    }

    private static Instant instant(ResultSet rows, String column) throws SQLException {
        return Objects.requireNonNull(Database.instant(rows, column));
    }

    /** Whether it is in force in every service. */
    boolean active() {
        return state == RestrictionState.COMPLETED && liftedAt == null;
    }

    /** What is to be done next. */
    enum Step {
        /** Tell the person that it ends. */
        TELL,
        /** End it: they know. */
        LIFT,
        /** Remind those who are silent. */
        REMIND,
        /** Nothing yet. */
        WAIT
    }

    /**
     * What is to be done at this time.
     *
     * @param certain the time that it is at least, by every clock
     */
    Step step(Instant now, Instant certain, Duration mostNotice) {
        var tellAt = tellAt(mostNotice);
        if (tellAt != null && !certain.isBefore(tellAt)) {
            return Step.TELL;
        }
        if (liftedAt == null && liftAt != null && !certain.isBefore(liftAt)) {
            return Step.LIFT;
        }
        return !awaited.isEmpty() && !now.isBefore(resendAt) ? Step.REMIND : Step.WAIT;
    }

    /** When there is something to do again; null when nothing is left. */
    @Nullable Instant nextAt(Duration mostNotice) {
        return Stream.of(
                        tellAt(mostNotice),
                        liftedAt == null ? liftAt : null,
                        awaited.isEmpty() ? null : resendAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private @Nullable Instant tellAt(Duration mostNotice) {
        var until = restriction.until();
        return until == null || toldAt != null || liftedAt != null
                ? null
                : until.minus(notice(mostNotice));
    }

    /**
     * How long before the end the person is told: the most there is, but never more than half of
     * the whole time.
     */
    Duration notice(Duration most) {
        var until = restriction.until();
        if (until == null) {
            return most;
        }
        var half = Duration.between(receivedAt, until).dividedBy(2);
        return half.compareTo(most) < 0 ? half : most;
    }

    @Override
    public String toString() {
        return "RestrictionRequest[" + requestId + "]";
    }
}
