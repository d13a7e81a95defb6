package com.bestqi.consent.policy;

import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** The tables of acceptances and objections. */
@ApplicationScoped
class PolicyAcceptanceRepository {
    private static final String COLUMNS =
            "account_id, version, language, channel, accepted_at, notice";

    private final Database database;

    PolicyAcceptanceRepository(Database database) {
        this.database = database;
    }

    /** Adds the evidence; the first of a person and a version stays. */
    void add(PolicyAcceptance acceptance) {
        database.update(
                "INSERT INTO policy_acceptance ("
                        + COLUMNS
                        + ") VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                acceptance.accountId(),
                acceptance.version(),
                acceptance.language(),
                acceptance.channel(),
                acceptance.acceptedAt(),
                acceptance.notice());
    }

    /**
     * What a person accepts by using the app on a day: the version in force, if it came into force
     * on an earlier day, matters, and the person had a notice of it before that day, has not
     * accepted it yet, and has not objected.
     */
    Optional<GoingOn> goingOn(UUID accountId, LocalDate on) {
        return database.first(
                """
                SELECT v.version, n.announcement_id
                FROM policy_version v JOIN policy_notice n USING (version)
                WHERE v.state = 'IN_FORCE' AND v.material AND n.account_id = ?
                    AND v.in_force_at < ? AND n.noticed_at < ?
                    AND NOT EXISTS (SELECT FROM policy_acceptance a
                        WHERE a.account_id = n.account_id AND a.version = v.version)
                    AND NOT EXISTS (SELECT FROM policy_objection o
                        WHERE o.account_id = n.account_id AND o.version = v.version)
                """,
                rows ->
                        new GoingOn(
                                rows.getString("version"),
                                rows.getObject("announcement_id", UUID.class)),
                accountId,
                on.atStartOfDay(ZoneOffset.UTC).toInstant(),
                on.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** A version accepted by going on, and the notice that rests on. */
    record GoingOn(String version, UUID notice) {}

    Optional<PolicyAcceptance> find(UUID accountId, String version) {
        return database.first(
                "SELECT "
                        + COLUMNS
                        + " FROM policy_acceptance WHERE account_id = ? AND version = ?",
                PolicyAcceptanceRepository::read,
                accountId,
                version);
    }

    /** Adds an objection; the first of a person and a version stays. */
    void add(PolicyObjection objection) {
        database.update(
                "INSERT INTO policy_objection (account_id, version, objected_at)"
                        + " VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                objection.accountId(),
                objection.version(),
                objection.objectedAt());
    }

    Optional<PolicyObjection> objection(UUID accountId, String version) {
        return database.first(
                "SELECT account_id, version, objected_at FROM policy_objection"
                        + " WHERE account_id = ? AND version = ?",
                rows ->
                        new PolicyObjection(
                                rows.getObject("account_id", UUID.class),
                                rows.getString("version"),
                                rows.getTimestamp("objected_at").toInstant()),
                accountId,
                version);
    }

    private static PolicyAcceptance read(ResultSet rows) throws SQLException {
        return new PolicyAcceptance(
                rows.getObject("account_id", UUID.class),
                rows.getString("version"),
                rows.getString("language"),
                rows.getString("channel"),
                rows.getTimestamp("accepted_at").toInstant(),
                rows.getObject("notice", UUID.class));
    }
}
