package com.bestqi.notification.push;

import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The table of push endpoints. Every statement names the person. */
@ApplicationScoped
class PushEndpointRepository {
    private final Database database;

    PushEndpointRepository(Database database) {
        this.database = database;
    }

    void put(PushEndpoint made) {
        database.update(
                "INSERT INTO push_endpoint"
                        + " (account_id, installation_id, provider, token, registered_at)"
                        + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (account_id, installation_id)"
                        + " DO UPDATE SET provider = excluded.provider, token = excluded.token,"
                        + " registered_at = excluded.registered_at",
                made.accountId(),
                made.installationId(),
                made.provider(),
                made.token(),
                made.registeredAt());
    }

    List<PushEndpoint> of(UUID accountId) {
        return database.query(
                "SELECT account_id, installation_id, provider, token, registered_at"
                        + " FROM push_endpoint WHERE account_id = ?"
                        + " ORDER BY registered_at, installation_id",
                row ->
                        new PushEndpoint(
                                row.getObject("account_id", UUID.class),
                                row.getObject("installation_id", UUID.class),
                                row.getString("provider"),
                                row.getBytes("token"),
                                row.getTimestamp("registered_at").toInstant()),
                accountId);
    }

    List<UUID> peopleAmong(Collection<UUID> accountIds) {
        return database.query(
                "SELECT DISTINCT account_id FROM push_endpoint WHERE account_id = ANY (?)",
                row -> row.getObject("account_id", UUID.class),
                (Object) accountIds.toArray(UUID[]::new));
    }

    boolean delete(UUID accountId, UUID installationId) {
        return database.update(
                        "DELETE FROM push_endpoint WHERE account_id = ? AND installation_id = ?",
                        accountId,
                        installationId)
                == 1;
    }

    /** Deletes it unless another token was registered since. */
    void delete(PushEndpoint dead) {
        database.update(
                "DELETE FROM push_endpoint"
                        + " WHERE account_id = ? AND installation_id = ? AND registered_at = ?",
                dead.accountId(),
                dead.installationId(),
                dead.registeredAt());
    }

    int deleteAll(UUID accountId) {
        return database.update("DELETE FROM push_endpoint WHERE account_id = ?", accountId);
    }
}
