package com.bestqi.platform.stream;

import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.worker.Wakes;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who watches what in this replica: few enough to be served (F17), and woken at once by what this
 * replica stores.
 */
public class Watches {
    private final TransactionSynchronizationRegistry transactions;
    private final int most;
    private final int mostOfOnePerson;
    private final Map<UUID, Set<Watch>> byThing = new ConcurrentHashMap<>();
    private final Map<UUID, Integer> byPerson = new ConcurrentHashMap<>();
    private final Set<Watch> all = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** With these limits for a replica. */
    public Watches(TransactionSynchronizationRegistry transactions, int most, int mostOfOnePerson) {
        this.transactions = transactions;
        this.most = most;
        this.mostOfOnePerson = mostOfOnePerson;
    }

    /** One open stream. */
    public final class Watch implements AutoCloseable {
        private final UUID personId;
        private final UUID thingId;
        private final Wakes wakes = new Wakes(transactions);

        private Watch(UUID personId, UUID thingId) {
            this.personId = personId;
            this.thingId = thingId;
        }

        /** Sleeps until something was stored, or for so long; false when the service stops. */
        public boolean await(Duration atMost) throws InterruptedException {
            if (!stopping) {
                wakes.await(atMost);
            }
            return !stopping;
        }

        @Override
        public void close() {
            synchronized (Watches.this) {
                if (all.remove(this)) {
                    byPerson.computeIfPresent(
                            personId, (_, open) -> open == 1 ? null : Integer.valueOf(open - 1));
                }
            }
            byThing.computeIfPresent(
                    thingId,
                    (_, watches) -> {
                        watches.remove(this);
                        return watches.isEmpty() ? null : watches;
                    });
        }
    }

    /** Begins to watch; throws 429 when the person, or 503 when everybody together, does enough. */
    public Watch open(UUID personId, UUID thingId) {
        var watch = new Watch(personId, thingId);
        synchronized (this) {
            if (byPerson.getOrDefault(personId, 0) >= mostOfOnePerson) {
                throw new ProblemException(
                                CommonProblem.TOO_MANY_REQUESTS, "Too many streams are open.")
                        .header("Retry-After", "5");
            }
            if (stopping || all.size() >= most) {
                throw ProblemException.unavailable(
                        CommonProblem.UNAVAILABLE, "No further stream can be served now.");
            }
            all.add(watch);
            byPerson.merge(personId, 1, Integer::sum);
        }
        byThing.compute(
                thingId,
                (_, watches) -> {
                    var set = watches == null ? ConcurrentHashMap.<Watch>newKeySet() : watches;
                    set.add(watch);
                    return set;
                });
        return watch;
    }

    /** Wakes those who watch a thing once the running transaction has committed. */
    public void wakeAfterCommit(UUID thingId) {
        byThing.getOrDefault(thingId, Set.of()).forEach(watch -> watch.wakes.afterCommit());
    }

    /** Wakes those who watch a thing. */
    public void wake(UUID thingId) {
        byThing.getOrDefault(thingId, Set.of()).forEach(watch -> watch.wakes.now());
    }

    /** What is watched. */
    public Set<UUID> watched() {
        return Set.copyOf(byThing.keySet());
    }

    /** How many streams are open. */
    public int open() {
        return all.size();
    }

    /**
     * Lets streams begin, and has them end when the process is asked to: a stream is a call that
     * does not end, so the server would wait for it until its patience ends, and says only
     * afterwards that it stops.
     */
    public void start() {
        stopping = false;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "streams-end"));
    }

    /** Ends all streams. */
    public void stop() {
        stopping = true;
        all.forEach(watch -> watch.wakes.now());
    }
}
