package com.bestqi.consent.policy;

import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** The table of acceptances. */
@ApplicationScoped
class PolicyAcceptanceRepository {
    private final Database database;

    PolicyAcceptanceRepository(Database database) {
        this.database = database;
    }

    /** Adds the evidence; the first of a person and a version stays. */
    void add(PolicyAcceptance acceptance) {
        database.update(
                "INSERT INTO policy_acceptance (account_id, version, language, channel, accepted_at)"
                        + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                acceptance.accountId(),
                acceptance.version(),
                acceptance.language(),
                acceptance.channel(),
                acceptance.acceptedAt());
    }

    Optional<PolicyAcceptance> find(UUID accountId, String version) {
        return database.first(
                "SELECT account_id, version, language, channel, accepted_at FROM policy_acceptance"
                        + " WHERE account_id = ? AND version = ?",
                PolicyAcceptanceRepository::read,
                accountId,
                version);
    }

    private static PolicyAcceptance read(ResultSet rows) throws SQLException {
        return new PolicyAcceptance(
                rows.getObject("account_id", UUID.class),
                rows.getString("version"),
                rows.getString("language"),
                rows.getString("channel"),
                rows.getTimestamp("accepted_at").toInstant());
    }
}
