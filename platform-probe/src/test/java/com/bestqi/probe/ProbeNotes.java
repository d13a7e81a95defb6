package com.bestqi.probe;

import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.Event;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What a service would do. */
@ApplicationScoped
class ProbeNotes {
    private final Database database;
    private final Subjects subjects;
    private final SubjectKeys keys;
    private final Outbox outbox;
    private final Clock clock;

    ProbeNotes(Database database, Subjects subjects, SubjectKeys keys, Outbox outbox, Clock clock) {
        this.database = database;
        this.subjects = subjects;
        this.keys = keys;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    public void write(UUID accountId, String note, int times) {
        var subject = subjects.share(accountId, Processing.COLLECT, DataCategory.MESSAGE);
        var cipher = keys.cipher(accountId);
        database.update(
                "INSERT INTO probe_note (note_id, account_id, revision, note, plain, written_at)"
                        + " SELECT id, ?, ?, ?, ?, ? FROM unnest(?) AS n (id)",
                accountId,
                subject.consentRevision(),
                cipher.encrypt("probe_note.note", note),
                note,
                clock.instant(),
                Stream.generate(UUID::randomUUID).limit(times).toArray(UUID[]::new));
    }

    @Transactional
    public void keepSecret(UUID accountId, String content) {
        subjects.share(accountId, Processing.COLLECT, DataCategory.PROFILE);
        database.update("INSERT INTO probe_secret VALUES (?, ?)", accountId, content);
    }

    @Transactional
    public void say(List<? extends Event> events, boolean fail) {
        outbox.addAll(events);
        if (fail) {
            throw new IllegalStateException("rolled back on purpose");
        }
    }

    long count(UUID accountId) {
        return database.first(
                        "SELECT count(*) AS n FROM probe_note WHERE account_id = ?",
                        rows -> rows.getLong("n"),
                        accountId)
                .orElseThrow();
    }
}
