package com.bestqi.platform.subject;

import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.event.KafkaSettings;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The data-subject rows of this service. Every write about a person takes a share lock on the row
 * in its own transaction; a tombstone takes the exclusive one, so it waits for writes under way,
 * and what comes after it finds the row erased (I-3).
 */
@ApplicationScoped
public class Subjects {
    private static final String COLUMNS =
            "account_id, state, consent_revision, consent, restriction, "
                    + ConsentMarkListener.AGE
                    + " AS consent_age";

    private final Database database;
    private final SubjectKeys keys;
    private final KafkaSettings settings;
    private final Holds holds;
    private final Clock clock;
    private final double boundSeconds;

    /** Everything it needs is injected. */
    public Subjects(
            Database database,
            SubjectKeys keys,
            KafkaSettings settings,
            Holds holds,
            ConsentConfig consent,
            Clock clock) {
        this.database = database;
        this.keys = keys;
        this.settings = settings;
        this.holds = holds;
        this.clock = clock;
        this.boundSeconds = consent.bound().toMillis() / 1e3;
    }

    private record Found(Subject subject, String state) {}

    /**
     * Creates the row and the key of a person, unless there is a row: a tombstone stays one.
     * Returns whether the row is new.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean create(UUID accountId) {
        keys.ensure(accountId);
        return database.update(
                        "INSERT INTO data_subject (account_id, state, created_at)"
                                + " VALUES (?, 'LIVE', ?) ON CONFLICT (account_id) DO NOTHING",
                        accountId,
                        clock.instant())
                == 1;
    }

    /**
     * The live person, under a share lock until the transaction ends, for what the caller is about
     * to do with data of these categories. Throws 410 {@code account-erased}, 503 {@code
     * account-not-ready} or 423 {@code processing-restricted}.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Subject share(
            UUID accountId, Processing processing, DataCategory category, DataCategory... more) {
        return unrestricted(live(locked(accountId, "FOR SHARE")), processing, category, more);
    }

    /**
     * The live person, under a share lock, for a batch of which every item is judged by itself: the
     * caller asks {@link Subject#allows} for each. Throws 410 or 503 as {@link #share}.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Subject shareForItems(UUID accountId) {
        return live(locked(accountId, "FOR SHARE"));
    }

    /**
     * The live person, under the exclusive lock: one writer at a time. Throws as {@link #share}.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Subject exclusive(
            UUID accountId, Processing processing, DataCategory category, DataCategory... more) {
        var live = live(locked(accountId, "FOR NO KEY UPDATE"));
        return unrestricted(live, processing, category, more);
    }

    private static Subject unrestricted(
            Subject subject, Processing processing, DataCategory category, DataCategory... more) {
        if (!subject.allows(processing, EnumSet.of(category, more))) {
            throw new ProblemException(
                    CommonProblem.PROCESSING_RESTRICTED,
                    "The processing of this data is restricted at the person's request.");
        }
        return subject;
    }

    /**
     * Those of many persons who are live and have not restricted what the caller is about to do,
     * under share locks, with one query.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<UUID, Subject> shareAll(
            Collection<UUID> accountIds,
            Processing processing,
            DataCategory category,
            DataCategory... more) {
        var categories = EnumSet.of(category, more);
        var free = new HashMap<UUID, Subject>();
        database
                .query(
                        "SELECT "
                                + COLUMNS
                                + " FROM data_subject WHERE account_id = ANY (?)"
                                + " ORDER BY account_id FOR SHARE",
                        this::read,
                        (Object) accountIds.toArray(UUID[]::new))
                .stream()
                .filter(found -> found.state().equals("LIVE"))
                .map(Found::subject)
                .filter(subject -> subject.allows(processing, categories))
                .forEach(subject -> free.put(subject.accountId(), subject));
        return free;
    }

    /**
     * Those of many persons who are live and whom nobody is writing about under the exclusive lock,
     * under share locks and with one query that waits for nobody; else as {@link #shareForItems}.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<UUID, Subject> shareFreeForItems(Collection<UUID> accountIds) {
        var free = new HashMap<UUID, Subject>();
        database.query(
                        "SELECT "
                                + COLUMNS
                                + " FROM data_subject WHERE account_id = ANY (?) AND state = 'LIVE'"
                                + " FOR SHARE SKIP LOCKED",
                        this::read,
                        (Object) accountIds.toArray(UUID[]::new))
                .forEach(found -> free.put(found.subject().accountId(), found.subject()));
        return free;
    }

    /**
     * The live person without a lock, for letting them read their own data. Throws 410 or 503 as
     * {@link #share}.
     */
    public Subject live(UUID accountId) {
        return live(locked(accountId, ""));
    }

    /** How things stand with a person. */
    public enum State {
        /** Not heard of here. */
        UNKNOWN,
        /** Served. */
        LIVE,
        /** The deletion is confirmed; nothing new is accepted. */
        CLOSING,
        /** The tombstone. */
        ERASED
    }

    /** How things stand with a person, without a lock. */
    public State state(UUID accountId) {
        var found = locked(accountId, "");
        return found == null ? State.UNKNOWN : State.valueOf(found.state());
    }

    private @Nullable Found locked(UUID accountId, String lock) {
        return database.first(
                        "SELECT " + COLUMNS + " FROM data_subject WHERE account_id = ? " + lock,
                        this::read,
                        accountId)
                .orElse(null);
    }

    private static Subject live(@Nullable Found found) {
        if (found == null) {
            throw ProblemException.unavailable(
                    CommonProblem.ACCOUNT_NOT_READY, "The account is being set up; try again.");
        }
        if (!found.state().equals("LIVE")) {
            throw new ProblemException(
                    CommonProblem.ACCOUNT_ERASED, "The account and all its data are erased.");
        }
        return found.subject();
    }

    /**
     * Takes over a consent state if it is newer than the one at hand. Creates the row of a person
     * not heard of yet; never touches a tombstone. Returns whether it was taken.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean follow(ConsentState state) {
        return takeOver(state) || (create(state.accountId()) && takeOver(state));
    }

    private boolean takeOver(ConsentState state) {
        return database.update(
                        "UPDATE data_subject SET consent_revision = ?, consent = ?::jsonb"
                                + " WHERE account_id = ? AND state <> 'ERASED'"
                                + " AND consent_revision < ?",
                        state.revision(),
                        ConsentColumn.write(state.granted()),
                        state.accountId(),
                        state.revision())
                == 1;
    }

    /**
     * Takes over the restrictions and holds that a directive says are in force, if it is newer than
     * the last one carried out, whatever the order in which they arrive. Creates the row of a
     * person not heard of yet; never touches a tombstone. Returns whether it was taken.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean follow(SubjectDirective directive) {
        return takeOver(directive) || (create(directive.accountId()) && takeOver(directive));
    }

    private boolean takeOver(SubjectDirective directive) {
        holds.prepare(directive);
        boolean newer =
                database.update(
                                "UPDATE data_subject SET epoch = ?, restriction = ?::jsonb"
                                        + " WHERE account_id = ? AND state <> 'ERASED' AND epoch < ?",
                                directive.epoch(),
                                RestrictionColumn.write(
                                        directive.restrictionsOf(settings.service())),
                                directive.accountId(),
                                directive.epoch())
                        == 1;
        if (newer) {
            holds.set(directive.accountId(), holds.tables(directive));
        }
        return newer;
    }

    /**
     * Closes the person's row ahead of the erasure: from the commit on no write is accepted.
     * Returns whether it was open.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean close(UUID accountId, UUID requestId) {
        return database.update(
                        "UPDATE data_subject SET state = 'CLOSING', request_id = ?"
                                + " WHERE account_id = ? AND state = 'LIVE'",
                        requestId,
                        accountId)
                == 1;
    }

    /**
     * Puts up the tombstone, also for a person never heard of: waits for the writes under way, and
     * from the commit on nothing about this person is stored again. Returns whether no newer
     * directive was carried out before.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean entomb(UUID accountId, UUID requestId, long epoch) {
        return database.update(
                        """
                        INSERT INTO data_subject
                            (account_id, state, epoch, request_id, created_at, erased_at)
                        VALUES (?, 'ERASED', ?, ?, ?, ?)
                        ON CONFLICT (account_id) DO UPDATE
                        SET state = 'ERASED', epoch = excluded.epoch,
                            consent = '{}', restriction = '[]', seen_on = NULL,
                            request_id = excluded.request_id,
                            erased_at = coalesce(data_subject.erased_at, excluded.erased_at)
                        WHERE data_subject.epoch <= excluded.epoch OR data_subject.state <> 'ERASED'
                        """,
                        accountId,
                        epoch,
                        requestId,
                        clock.instant(),
                        clock.instant())
                == 1;
    }

    private Found read(ResultSet rows) throws SQLException {
        return new Found(
                new Subject(
                        rows.getObject("account_id", UUID.class),
                        rows.getLong("consent_revision"),
                        ConsentColumn.read(rows.getString("consent")),
                        current(rows),
                        RestrictionColumn.read(rows.getString("restriction"))),
                rows.getString("state"));
    }

    private boolean current(ResultSet rows) throws SQLException {
        double age = rows.getDouble("consent_age");
        return !rows.wasNull() && age <= boundSeconds;
    }
}
