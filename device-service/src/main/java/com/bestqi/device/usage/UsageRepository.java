package com.bestqi.device.usage;

import com.bestqi.platform.crypto.BlindIndex;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.subject.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

@ApplicationScoped
class UsageRepository {
    private static final String TARGET = "usage_event.target";

    /** Rows a count is spread over, so that everybody's app does not wait for one row. */
    private static final int SLOTS = 32;

    private final Database database;
    private final SubjectKeys keys;
    private final BlindIndex index;

    UsageRepository(Database database, SubjectKeys keys, BlindIndex index) {
        this.database = database;
        this.keys = keys;
        this.index = index;
    }

    /** Stores what is not there yet, with one statement. Returns how many were new. */
    int insert(Subject owner, UUID installationId, List<UsageEvent> events) {
        if (events.isEmpty()) {
            return 0;
        }
        var cipher = keys.cipher(owner.accountId());
        return database.update(
                """
                INSERT INTO usage_event
                    (account_id, installation_id, at, consent_revision, target_index, kind, target)
                SELECT ?, ?, e.at, ?, e.target_index, e.kind, e.target
                FROM unnest(?, ?, ?, ?) AS e (at, target_index, kind, target)
                ON CONFLICT DO NOTHING
                """,
                owner.accountId(),
                installationId,
                owner.consentRevision(),
                events.stream().map(UsageEvent::at).toArray(Instant[]::new),
                events.stream().map(event -> indexOf(event.target())).toArray(Long[]::new),
                events.stream().map(event -> event.kind().name()).toArray(String[]::new),
                events.stream()
                        .map(event -> cipher.encrypt(TARGET, event.target()))
                        .toArray(byte[][]::new));
    }

    /** Tells equal targets, which have unequal ciphertexts, from others of the same moment. */
    private long indexOf(String target) {
        return ByteBuffer.wrap(index.of(TARGET, target)).getLong();
    }

    /** Adds to the counts, with one statement. */
    void count(SortedMap<UsageCount, Long> counts) {
        if (counts.isEmpty()) {
            return;
        }
        database.update(
                """
                INSERT INTO usage_count AS c (starts_at, kind, target, slot, events)
                SELECT n.starts_at, n.kind, n.target, ?, n.events
                FROM unnest(?, ?, ?, ?) AS n (starts_at, kind, target, events)
                ON CONFLICT (starts_at, kind, target, slot)
                DO UPDATE SET events = c.events + excluded.events
                """,
                ThreadLocalRandom.current().nextInt(SLOTS),
                counts.keySet().stream().map(UsageCount::startsAt).toArray(Instant[]::new),
                counts.keySet().stream().map(count -> count.kind().name()).toArray(String[]::new),
                counts.keySet().stream().map(UsageCount::target).toArray(String[]::new),
                counts.values().toArray(Long[]::new));
    }

    int deleteTakenAfter(UUID accountId, Instant moment) {
        return database.update(
                "DELETE FROM usage_event WHERE account_id = ? AND at > ?", accountId, moment);
    }
}
