package com.bestqi.platform.restore;

import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.erasure.ErasureTasks;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Destroys keys again that an older copy of the keys database has brought back. Whether it is one
 * costs two look-ups; only then are the tombstones gone through, a batch at a time.
 */
@ApplicationScoped
public class KeyBurial {
    private static final int BATCH = 5_000;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final SubjectKeys keys;
    private final ErasureTasks tasks;
    private final Database database;
    private final List<ForgottenKeys> others;

    /** Everything it needs is injected. */
    public KeyBurial(
            SubjectKeys keys,
            ErasureTasks tasks,
            Database database,
            @All List<ForgottenKeys> others) {
        this.keys = keys;
        this.tasks = tasks;
        this.database = database;
        this.others = others;
    }

    /** Whether the keys database is older than the data database. */
    public boolean needed() {
        return keys.mark() < tasks.highestKeyMark();
    }

    /** Goes through every tombstone; may be repeated. Returns how many keys it went through. */
    public long run() {
        long known = tasks.highestKeyMark();
        var batches = new Batches();
        QuarkusTransaction.requiringNew()
                .timeout(Math.toIntExact(LONGEST.toSeconds()))
                .run(() -> {
                    database.stream(
                            "SELECT account_id FROM data_subject"
                                    + " WHERE state = 'ERASED' AND held_stores = '{}'",
                            rows -> batches.add(rows.getObject("account_id", UUID.class)));
                    others.forEach(other -> other.each(batches::add));
                });
        batches.flush();
        // Last: a crash before this begins again.
        keys.raiseMark(known);
        return batches.total;
    }

    private final class Batches {
        private final List<UUID> waiting = new ArrayList<>(BATCH);
        private long total;

        void add(UUID subjectId) {
            waiting.add(subjectId);
            if (waiting.size() == BATCH) {
                flush();
            }
        }

        void flush() {
            if (!waiting.isEmpty()) {
                keys.destroyAgain(waiting);
                total += waiting.size();
                waiting.clear();
            }
        }
    }
}
