package com.bestqi.account.picture;

import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.media.MalformedMediaException;
import com.bestqi.platform.media.Media;
import com.bestqi.platform.media.MediaType;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Keeps one picture for each account. */
@ApplicationScoped
class Pictures {
    private static final String SWITCH = "photo-album";
    private static final String CONTENT = "picture.content";

    private final Database database;
    private final Subjects subjects;
    private final SubjectKeys keys;
    private final Clock clock;

    Pictures(Database database, Subjects subjects, SubjectKeys keys, Clock clock) {
        this.database = database;
        this.subjects = subjects;
        this.keys = keys;
        this.clock = clock;
    }

    /** A picture as it is shown. */
    record Picture(byte[] content, String contentType, Instant storedAt) {
        @Override
        public String toString() {
            return "Picture[" + contentType + "]";
        }
    }

    /**
     * Takes the place of the picture before. Throws 400 or 415 for what is no picture, 403 while
     * the switch is off.
     */
    @Transactional
    void put(UUID accountId, byte[] content) {
        var subject = subjects.exclusive(accountId, Processing.COLLECT, DataCategory.PICTURE);
        subject.require(SWITCH);
        var picture = cleaned(content);
        database.update(
                "INSERT INTO picture"
                        + " (account_id, content, content_type, consent_revision, stored_at)"
                        + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (account_id) DO UPDATE"
                        + " SET content = excluded.content, content_type = excluded.content_type,"
                        + " consent_revision = excluded.consent_revision,"
                        + " stored_at = excluded.stored_at",
                accountId,
                keys.cipher(accountId).encryptBytes(CONTENT, picture.content()),
                picture.type().contentType(),
                subject.consentRevision(),
                clock.instant());
    }

    private static Media cleaned(byte[] content) {
        if (MediaType.of(content).filter(type -> type != MediaType.MP4).isEmpty()) {
            throw new ProblemException(
                    CommonProblem.UNSUPPORTED_MEDIA_TYPE,
                    "A picture is a PNG, a JPEG or a WebP, whatever its header says.");
        }
        try {
            return Media.clean(content);
        } catch (MalformedMediaException e) {
            throw ProblemException.invalid("picture", "is broken: " + e.getMessage());
        }
    }

    /** Throws 404 when there is none. */
    Picture get(UUID accountId) {
        subjects.live(accountId);
        var cipher = keys.cipher(accountId);
        return database.first(
                        "SELECT content, content_type, stored_at FROM picture"
                                + " WHERE account_id = ?",
                        row ->
                                new Picture(
                                        cipher.decryptBytes(CONTENT, row.getBytes("content")),
                                        row.getString("content_type"),
                                        row.getTimestamp("stored_at").toInstant()),
                        accountId)
                .orElseThrow(ProblemException::notFound);
    }

    /** Throws 404 when there is none. */
    @Transactional
    void delete(UUID accountId) {
        subjects.share(accountId, Processing.ERASURE, DataCategory.PICTURE);
        if (database.update("DELETE FROM picture WHERE account_id = ?", accountId) == 0) {
            throw ProblemException.notFound();
        }
    }
}
