package com.bestqi.consent.policy;

import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of policy versions. Drafts are found only where they are asked for by name. */
@ApplicationScoped
class PolicyVersionRepository {
    private static final String COLUMNS =
            "version, document, state, material, changed_purposes, drafted_by, drafted_at,"
                    + " announced_by, announcement_id, announced_at, in_force_at,"
                    + " asked_again_up_to";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM policy_version ";

    private final Database database;

    PolicyVersionRepository(Database database) {
        this.database = database;
    }

    /** Adds a version; false when it is there already, whoever else is adding it meanwhile. */
    boolean add(PolicyVersion policy) {
        return insert(policy, "") == 1;
    }

    /** Adds the first version there is; false when there is any, whoever is adding meanwhile. */
    boolean addFirst(PolicyVersion policy) {
        return insert(policy, " WHERE NOT EXISTS (SELECT FROM policy_version)") == 1;
    }

    private int insert(PolicyVersion policy, String condition) {
        return database.update(
                "INSERT INTO policy_version ("
                        + COLUMNS
                        + ") SELECT ?, ?::jsonb, ?, ?, ?, ?::uuid, ?, ?::uuid, ?::uuid,"
                        + " ?::timestamptz, ?::timestamptz, ?::uuid"
                        + condition
                        + " ON CONFLICT DO NOTHING",
                policy.version(),
                policy.document().write(),
                policy.state().name(),
                policy.material(),
                policy.changedPurposes().toArray(String[]::new),
                policy.draftedBy(),
                policy.draftedAt(),
                policy.announcedBy(),
                policy.announcementId(),
                policy.announcedAt(),
                policy.inForceAt(),
                policy.askedAgainUpTo());
    }

    /** One transaction at a time changes the state of versions. */
    void lock() {
        database.first(
                "SELECT 1 AS one FROM pg_advisory_xact_lock(hashtextextended('bestqi.policy', 0))",
                rows -> rows.getInt("one"));
    }

    Optional<PolicyVersion> inForce() {
        return database.first(SELECT + "WHERE state = 'IN_FORCE'", PolicyVersionRepository::read);
    }

    /** A version, drafts included. */
    Optional<PolicyVersion> find(String version) {
        return database.first(SELECT + "WHERE version = ?", PolicyVersionRepository::read, version);
    }

    /** The version that notices of this announcement tell of. */
    Optional<String> announcedBy(UUID announcementId) {
        return database.first(
                "SELECT version FROM policy_version WHERE announcement_id = ?",
                rows -> rows.getString("version"),
                announcementId);
    }

    /** Published versions, newest first. */
    List<PolicyVersion> newest(int limit) {
        return database.query(
                SELECT + "WHERE state <> 'DRAFT' ORDER BY in_force_at DESC, version DESC LIMIT ?",
                PolicyVersionRepository::read,
                limit);
    }

    /** Published versions older than one of them, newest first. */
    List<PolicyVersion> olderThan(PolicyVersion policy, int limit) {
        return database.query(
                SELECT
                        + "WHERE state <> 'DRAFT' AND (in_force_at, version) < (?, ?)"
                        + " ORDER BY in_force_at DESC, version DESC LIMIT ?",
                PolicyVersionRepository::read,
                policy.inForce(),
                policy.version(),
                limit);
    }

    /** All versions, those written last first, from behind a given one on. */
    List<PolicyVersion> written(@Nullable PolicyVersion behind, int limit) {
        return database.query(
                SELECT
                        + "WHERE ?::timestamptz IS NULL OR (drafted_at, version) < (?, ?)"
                        + " ORDER BY drafted_at DESC, version DESC LIMIT ?",
                PolicyVersionRepository::read,
                behind == null ? null : behind.draftedAt(),
                behind == null ? null : behind.draftedAt(),
                behind == null ? null : behind.version(),
                limit);
    }

    /** Announced versions whose time has come, in the order of their times. */
    List<PolicyVersion> due(Instant now) {
        return database.query(
                SELECT
                        + "WHERE state = 'ANNOUNCED' AND in_force_at <= ?"
                        + " ORDER BY in_force_at, version",
                PolicyVersionRepository::read,
                now);
    }

    /** Makes a draft public. */
    void announce(
            PolicyVersion draft, UUID announcedBy, UUID announcementId, Instant at, Instant when) {
        database.update(
                "UPDATE policy_version SET state = 'ANNOUNCED', announced_by = ?,"
                        + " announcement_id = ?, announced_at = ?, in_force_at = ?"
                        + " WHERE version = ? AND state = 'DRAFT'",
                announcedBy,
                announcementId,
                at,
                when,
                draft.version());
    }

    /** Puts a version in the place of the one in force. */
    void enact(PolicyVersion announced, Instant at, @Nullable UUID askAgainFrom) {
        database.update("UPDATE policy_version SET state = 'SUPERSEDED' WHERE state = 'IN_FORCE'");
        database.update(
                "UPDATE policy_version SET state = 'IN_FORCE', in_force_at = ?,"
                        + " asked_again_up_to = ? WHERE version = ? AND state = 'ANNOUNCED'",
                at,
                askAgainFrom,
                announced.version());
    }

    /**
     * A version for whose changed purposes consents are still to be ended, for this transaction
     * alone; what another replica has is passed over.
     */
    Optional<PolicyVersion> takeToAskAgain() {
        return database.first(
                SELECT
                        + "WHERE asked_again_up_to IS NOT NULL"
                        + " ORDER BY in_force_at LIMIT 1 FOR UPDATE SKIP LOCKED",
                PolicyVersionRepository::read);
    }

    /** Notes how far that has come; null when it is done. */
    void askedAgain(PolicyVersion policy, @Nullable UUID upTo) {
        database.update(
                "UPDATE policy_version SET asked_again_up_to = ?::uuid WHERE version = ?",
                upTo,
                policy.version());
    }

    private static PolicyVersion read(ResultSet rows) throws SQLException {
        return new PolicyVersion(
                rows.getString("version"),
                PolicyDocument.read(rows.getString("document")),
                PolicyState.valueOf(rows.getString("state")),
                rows.getBoolean("material"),
                List.of((String[]) rows.getArray("changed_purposes").getArray()),
                rows.getObject("drafted_by", UUID.class),
                rows.getTimestamp("drafted_at").toInstant(),
                rows.getObject("announced_by", UUID.class),
                rows.getObject("announcement_id", UUID.class),
                Database.instant(rows, "announced_at"),
                Database.instant(rows, "in_force_at"),
                rows.getObject("asked_again_up_to", UUID.class));
    }
}
