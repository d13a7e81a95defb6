package com.bestqi.platform.database;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Begins a transaction anew that the database broke off for the sake of another one: a deadlock, a
 * serialization failure, a unique key that somebody else took at the same moment. A few times only;
 * then the caller is told to come back.
 */
@ApplicationScoped
public class Conflicts {
    private static final int TRIES = 3;
    private static final int SHORTEST_PAUSE_MILLIS = 10;
    private static final int LONGEST_PAUSE_MILLIS = 50;

    private final Counter repeated;

    /** Counts what it repeats. */
    public Conflicts(MeterRegistry metrics) {
        this.repeated =
                Counter.builder("transaction.repeated")
                        .description("Transactions begun anew after a conflict with another one")
                        .register(metrics);
    }

    /**
     * Runs work that is one whole transaction, begun and ended inside it, and that does nothing
     * outside the database which must not be done twice.
     */
    public <T extends @Nullable Object> T repeat(Callable<T> transaction) throws Exception {
        for (int tries = 1; ; tries++) {
            try {
                return transaction.call();
            } catch (Exception e) {
                if (tries == TRIES || !DatabaseException.conflict(e)) {
                    throw e;
                }
                repeated.increment();
                // Not all at the same moment again.
                TimeUnit.MILLISECONDS.sleep(
                        ThreadLocalRandom.current()
                                .nextInt(SHORTEST_PAUSE_MILLIS, tries * LONGEST_PAUSE_MILLIS));
            }
        }
    }
}
