package com.bestqi.consent.policy;

import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table of policy versions. */
@ApplicationScoped
class PolicyVersionRepository {
    private static final String SELECT =
            "SELECT version, document, announced_at, in_force_at FROM policy_version ";

    private final Database database;

    PolicyVersionRepository(Database database) {
        this.database = database;
    }

    /** Adds a version; false when it is there already, whoever else is adding it meanwhile. */
    boolean add(PolicyVersion policy) {
        return database.update(
                        "INSERT INTO policy_version (version, document, announced_at, in_force_at)"
                                + " VALUES (?, ?::jsonb, ?, ?) ON CONFLICT DO NOTHING",
                        policy.version(),
                        policy.document().write(),
                        policy.announcedAt(),
                        policy.inForceAt())
                == 1;
    }

    Optional<PolicyVersion> inForce(Instant at) {
        return database.first(
                SELECT + "WHERE in_force_at <= ? ORDER BY in_force_at DESC, version DESC LIMIT 1",
                PolicyVersionRepository::read,
                at);
    }

    Optional<PolicyVersion> find(String version) {
        return database.first(SELECT + "WHERE version = ?", PolicyVersionRepository::read, version);
    }

    /** Versions, newest first. */
    List<PolicyVersion> newest(int limit) {
        return database.query(
                SELECT + "ORDER BY in_force_at DESC, version DESC LIMIT ?",
                PolicyVersionRepository::read,
                limit);
    }

    /** Versions older than one of them, newest first. */
    List<PolicyVersion> olderThan(PolicyVersion policy, int limit) {
        return database.query(
                SELECT
                        + "WHERE (in_force_at, version) < (?, ?)"
                        + " ORDER BY in_force_at DESC, version DESC LIMIT ?",
                PolicyVersionRepository::read,
                policy.inForceAt(),
                policy.version(),
                limit);
    }

    private static PolicyVersion read(ResultSet rows) throws SQLException {
        return new PolicyVersion(
                rows.getString("version"),
                PolicyDocument.read(rows.getString("document")),
                rows.getTimestamp("announced_at").toInstant(),
                rows.getTimestamp("in_force_at").toInstant());
    }
}
