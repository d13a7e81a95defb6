package com.bestqi.platform.outbox;

import com.bestqi.platform.database.Database;
import java.time.Duration;
import java.util.UUID;

/**
 * The right to send, held by one process at a time and renewed while it works. The fence number
 * grows with every change of hands; what an old holder still wants to mark is refused by it.
 */
final class RelayLease {
    private static final Duration LIFE = Duration.ofSeconds(5);
    private static final Duration RENEW_AFTER = LIFE.dividedBy(3);
    private static final String TAKE_OR_RENEW =
            """
            UPDATE outbox_lease
            SET fence = CASE WHEN holder = ? THEN fence ELSE fence + 1 END,
                holder = ?, until = now() + make_interval(secs => ?)
            WHERE name = 'relay' AND (holder = ? OR until < now())
            RETURNING fence
            """;

    private final Database database;
    private final UUID holder = UUID.randomUUID();
    private long fence;
    private long renewedAtNanos;
    private boolean held;

    RelayLease(Database database) {
        this.database = database;
    }

    /** Takes or renews the lease when it is time to; says whether this process may send now. */
    boolean hold() {
        if (held && System.nanoTime() - renewedAtNanos < RENEW_AFTER.toNanos()) {
            return true;
        }
        long asked = System.nanoTime();
        var granted =
                database.first(
                        TAKE_OR_RENEW,
                        rows -> rows.getLong("fence"),
                        holder,
                        holder,
                        LIFE.toSeconds(),
                        holder);
        boolean changedHands = granted.isPresent() && (!held || granted.get() != fence);
        held = granted.isPresent();
        granted.ifPresent(number -> fence = number);
        renewedAtNanos = asked;
        if (changedHands) {
            newlyTaken = true;
        }
        return held;
    }

    private boolean newlyTaken;

    /** Whether the lease was taken from somebody else since this was last asked. */
    boolean takeNewlyTaken() {
        boolean was = newlyTaken;
        newlyTaken = false;
        return was;
    }

    long fence() {
        return fence;
    }

    /** Gives the lease back, so that a successor need not wait for its end. */
    void release() {
        held = false;
        database.update(
                "UPDATE outbox_lease SET until = '-infinity' WHERE name = 'relay' AND holder = ?",
                holder);
    }
}
