package com.bestqi.dsr.erasure;

import com.bestqi.dsr.directive.OrderedParts;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.SubjectDirective.PartErasure;
import com.bestqi.platform.time.DatabaseClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables of erasures of a part. */
@ApplicationScoped
class PartCaseRepository implements OrderedParts {
    private static final String COLUMNS =
            "request_id, account_id, epoch, categories, services, awaited, resent, certificate";

    private final Database database;
    private final DatabaseClock clock;

    PartCaseRepository(Database database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A case as read.
     *
     * @param awaited participants that have not answered
     */
    record PartCase(
            UUID requestId,
            UUID accountId,
            long epoch,
            Set<String> categories,
            Set<String> services,
            List<String> awaited,
            int resent,
            @Nullable String certificate) {
        static PartCase read(ResultSet rows) throws SQLException {
            return new PartCase(
                    rows.getObject("request_id", UUID.class),
                    rows.getObject("account_id", UUID.class),
                    rows.getLong("epoch"),
                    Set.of((String[]) rows.getArray("categories").getArray()),
                    Set.of((String[]) rows.getArray("services").getArray()),
                    List.of((String[]) rows.getArray("awaited").getArray()),
                    rows.getInt("resent"),
                    rows.getString("certificate"));
        }
    }

    /** Enters a case; nothing when it is known. */
    void open(UUID accountId, PartErasure ordered, Collection<String> awaited, Instant at) {
        database.update(
                """
                INSERT INTO part_erasure_case (request_id, account_id, epoch, categories, services,
                    awaited, directed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (request_id) DO NOTHING
                """,
                ordered.requestId(),
                accountId,
                ordered.epoch(),
                ordered.categories().stream().sorted().toArray(String[]::new),
                ordered.services().stream().sorted().toArray(String[]::new),
                awaited.toArray(String[]::new),
                at);
    }

    /** Whether all that a directive names is known here. */
    boolean knows(SubjectDirective directive) {
        var named = directive.erasures();
        return named == null
                || named.isEmpty()
                || database.first(
                                        "SELECT count(*) AS n FROM part_erasure_case"
                                                + " WHERE request_id = ANY (?)",
                                        rows -> rows.getLong("n"),
                                        (Object)
                                                named.stream()
                                                        .map(PartErasure::requestId)
                                                        .toArray(UUID[]::new))
                                .orElse(0L)
                        == named.size();
    }

    @Override
    public List<PartErasure> ordered(UUID accountId) {
        return database
                .query(
                        "SELECT "
                                + COLUMNS
                                + " FROM part_erasure_case WHERE account_id = ?"
                                + " ORDER BY epoch DESC LIMIT 100",
                        PartCase::read,
                        accountId)
                .reversed()
                .stream()
                .map(found ->
                        new PartErasure(
                                found.requestId(),
                                found.epoch(),
                                found.categories(),
                                found.services()))
                .toList();
    }

    Optional<PartCase> lock(UUID requestId) {
        return database.first(
                "SELECT " + COLUMNS + " FROM part_erasure_case WHERE request_id = ? FOR UPDATE",
                PartCase::read,
                requestId);
    }

    /** Keeps an answer; false when it fits no case. The first of each participant counts. */
    boolean keep(PartCase locked, DirectiveOutcome outcome) {
        if (locked.epoch() != outcome.epoch() || !locked.accountId().equals(outcome.accountId())) {
            return false;
        }
        database.update(
                """
                INSERT INTO part_erasure_outcome (request_id, service, account_id, statement,
                    received_at)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT (request_id, service) DO NOTHING
                """,
                locked.requestId(),
                outcome.service(),
                locked.accountId(),
                outcome.statement(),
                clock.instant());
        database.update(
                "UPDATE part_erasure_case SET awaited = array_remove(awaited, ?)"
                        + " WHERE request_id = ?",
                outcome.service(),
                locked.requestId());
        return true;
    }

    List<DirectiveOutcome> outcomes(PartCase of) {
        return database.query(
                "SELECT service, statement FROM part_erasure_outcome WHERE request_id = ?",
                rows ->
                        new DirectiveOutcome(
                                of.accountId(),
                                of.requestId(),
                                of.epoch(),
                                rows.getString("service"),
                                SubjectDirective.Kind.ERASE_PART,
                                rows.getString("statement")),
                of.requestId());
    }

    void reminded(UUID requestId) {
        database.update(
                "UPDATE part_erasure_case SET resent = resent + 1 WHERE request_id = ?", requestId);
    }

    void certify(UUID requestId, String certificate) {
        database.update(
                "UPDATE part_erasure_case SET certificate = ? WHERE request_id = ?",
                certificate,
                requestId);
    }

    Optional<String> certificate(UUID accountId, UUID requestId) {
        return database.first(
                "SELECT certificate FROM part_erasure_case"
                        + " WHERE request_id = ? AND account_id = ? AND certificate IS NOT NULL",
                rows -> rows.getString("certificate"),
                requestId,
                accountId);
    }

    /** The certificates of a person's erasures of a part. */
    Map<UUID, String> certificates(UUID accountId) {
        return database
                .query(
                        "SELECT request_id, certificate FROM part_erasure_case"
                                + " WHERE account_id = ? AND certificate IS NOT NULL",
                        rows ->
                                Map.entry(
                                        rows.getObject("request_id", UUID.class),
                                        rows.getString("certificate")),
                        accountId)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Set<UUID> certified(UUID accountId, Collection<UUID> requestIds) {
        return new HashSet<>(
                database.query(
                        "SELECT request_id FROM part_erasure_case WHERE account_id = ?"
                                + " AND request_id = ANY (?) AND certificate IS NOT NULL",
                        rows -> rows.getObject("request_id", UUID.class),
                        accountId,
                        requestIds.toArray(UUID[]::new)));
    }
}
