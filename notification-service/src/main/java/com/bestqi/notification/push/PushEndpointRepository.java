package com.bestqi.notification.push;

import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** The table of push endpoints. Every statement names the person. */
@ApplicationScoped
class PushEndpointRepository {
    private static final String SELECT =
            "SELECT account_id, installation_id, provider, token, registered_at, disclosed_on"
                    + " FROM push_endpoint";

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
                        + " registered_at = excluded.registered_at,"
                        // Another provider may be another recipient.
                        + " disclosed_on = CASE WHEN push_endpoint.provider = excluded.provider"
                        + " AND push_endpoint.provider <> 'WEBPUSH'"
                        + " THEN push_endpoint.disclosed_on END",
                made.accountId(),
                made.installationId(),
                made.provider(),
                made.token(),
                made.registeredAt());
    }

    List<PushEndpoint> of(UUID accountId) {
        return database.query(
                SELECT + " WHERE account_id = ? ORDER BY registered_at, installation_id",
                PushEndpointRepository::read,
                accountId);
    }

    /**
     * Those of many people, until the transaction ends for it alone, and those first of which was
     * said to whom they disclose something.
     */
    List<PushEndpoint> lock(Collection<UUID> accountIds) {
        return database
                .query(
                        SELECT
                                + " WHERE account_id = ANY (?)"
                                + " ORDER BY account_id, installation_id FOR UPDATE",
                        PushEndpointRepository::read,
                        (Object) accountIds.toArray(UUID[]::new))
                .stream()
                .sorted(
                        Comparator.comparing(
                                PushEndpoint::disclosedOn,
                                Comparator.nullsLast(Comparator.reverseOrder())))
                .toList();
    }

    /** Notes that it was said of these on that day. */
    void disclosed(Collection<PushEndpoint> some, LocalDate on) {
        if (!some.isEmpty()) {
            database.update(
                    "UPDATE push_endpoint e SET disclosed_on = ?::date"
                            + " FROM unnest(?, ?) AS s (account_id, installation_id)"
                            + " WHERE e.account_id = s.account_id"
                            + " AND e.installation_id = s.installation_id",
                    on.toString(),
                    some.stream().map(PushEndpoint::accountId).toArray(UUID[]::new),
                    some.stream().map(PushEndpoint::installationId).toArray(UUID[]::new));
        }
    }

    private static PushEndpoint read(ResultSet row) throws SQLException {
        return new PushEndpoint(
                row.getObject("account_id", UUID.class),
                row.getObject("installation_id", UUID.class),
                row.getString("provider"),
                row.getBytes("token"),
                row.getTimestamp("registered_at").toInstant(),
                row.getObject("disclosed_on", LocalDate.class));
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
