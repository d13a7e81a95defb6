package com.bestqi.platform.lease;

import com.bestqi.platform.database.Database;
import java.time.Duration;
import java.util.UUID;

/**
 * The right to do one kind of work, held by one process at a time and renewed while it works. The
 * fence number grows with every change of hands; what an old holder still wants to write is refused
 * by it. For one thread.
 */
public final class Lease {
    private static final Duration LIFE = Duration.ofSeconds(5);
    private static final Duration RENEW_AFTER = LIFE.dividedBy(3);
    private static final String TAKE_OR_RENEW =
            """
            UPDATE outbox_lease
            SET fence = CASE WHEN holder = ? THEN fence ELSE fence + 1 END,
                holder = ?, until = now() + make_interval(secs => ?)
            WHERE name = ? AND (holder = ? OR until < now())
            RETURNING fence
            """;

    private final Database database;
    private final String name;
    private final UUID holder = UUID.randomUUID();
    private long fence;
    private long renewedAtNanos;
    private boolean held;
    private boolean newlyTaken;

    /** A share in the lease of this name, which a migration has made. */
    public Lease(Database database, String name) {
        this.database = database;
        this.name = name;
    }

    /** Takes or renews the lease when it is time to; says whether this process may work now. */
    public boolean hold() {
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
                        name,
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

    /** Whether the lease was taken from somebody else since this was last asked. */
    public boolean takeNewlyTaken() {
        boolean was = newlyTaken;
        newlyTaken = false;
        return was;
    }

    /** The number under which this process works. */
    public long fence() {
        return fence;
    }

    /**
     * Whether nobody has taken the lease since; then, until the transaction ends, nobody does. To
     * be asked in the transaction that writes.
     */
    public boolean guards() {
        return database.first(
                        "SELECT 1 AS one FROM outbox_lease WHERE name = ? AND fence = ? FOR SHARE",
                        rows -> rows.getInt("one"),
                        name,
                        fence)
                .isPresent();
    }

    /** Gives the lease back, so that a successor need not wait for its end. */
    public void release() {
        held = false;
        database.update(
                "UPDATE outbox_lease SET until = '-infinity' WHERE name = ? AND holder = ?",
                name,
                holder);
    }
}
