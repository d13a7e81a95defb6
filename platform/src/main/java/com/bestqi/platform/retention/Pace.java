package com.bestqi.platform.retention;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.lease.Lease;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * How the job does its work without being noticed: transactions that wait neither for a lock nor
 * for the disk (what a crash undoes is done again), and after each a rest of several times as long.
 * Whatever slows the database down slows the job down more.
 */
final class Pace {
    private static final int REST_TIMES = 9;
    private static final Duration LEAST_REST = Duration.ofMillis(20);
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);
    private static final String MANNERS =
            "SELECT set_config('lock_timeout', '50ms', true),"
                    + " set_config('synchronous_commit', 'off', true)";

    private final Database database;
    private final Lease lease;

    Pace(Database database, Lease lease) {
        this.database = database;
        this.lease = lease;
    }

    /** Another replica has taken the work over. */
    static final class LeaseLostException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Does a step in a transaction of its own, under the lease, and rests. */
    <T> T step(Callable<T> work) throws InterruptedException {
        if (!lease.hold()) {
            throw new LeaseLostException();
        }
        long begun = System.nanoTime();
        try {
            return QuarkusTransaction.requiringNew()
                    .call(() -> {
                        database.first(MANNERS, _ -> true);
                        if (!lease.guards()) {
                            throw new LeaseLostException();
                        }
                        return work.call();
                    });
        } finally {
            rest(System.nanoTime() - begun);
        }
    }

    private static void rest(long tookNanos) throws InterruptedException {
        long rest = Math.max(LEAST_REST.toNanos(), REST_TIMES * tookNanos);
        TimeUnit.NANOSECONDS.sleep(Math.min(rest, LONGEST_REST.toNanos()));
    }
}
