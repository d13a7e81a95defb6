package com.bestqi.consent.disclosure;

import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** The table of disclosures. */
@ApplicationScoped
class DisclosureRepository {
    private static final String COLUMNS =
            " account_id, at, disclosure_id, recipient, name, purpose, categories, country,"
                    + " safeguard, consented ";

    private final Database database;

    DisclosureRepository(Database database) {
        this.database = database;
    }

    /** Adds one; false when it is there already. */
    boolean add(Disclosure disclosure) {
        return database.update(
                        "INSERT INTO disclosure ("
                                + COLUMNS
                                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        disclosure.accountId(),
                        disclosure.at(),
                        disclosure.disclosureId(),
                        disclosure.recipient(),
                        disclosure.name(),
                        disclosure.purpose(),
                        disclosure.categories().toArray(String[]::new),
                        disclosure.country(),
                        disclosure.safeguard(),
                        disclosure.consented())
                == 1;
    }

    /** A person's, newest first. */
    List<Disclosure> newest(UUID accountId, int limit) {
        return database.query(
                "SELECT"
                        + COLUMNS
                        + "FROM disclosure WHERE account_id = ?"
                        + " ORDER BY at DESC, disclosure_id DESC LIMIT ?",
                DisclosureRepository::read,
                accountId,
                limit);
    }

    /** A person's from before one of them, newest first. */
    List<Disclosure> before(UUID accountId, Instant at, UUID disclosureId, int limit) {
        return database.query(
                "SELECT"
                        + COLUMNS
                        + "FROM disclosure WHERE account_id = ? AND (at, disclosure_id) < (?, ?)"
                        + " ORDER BY at DESC, disclosure_id DESC LIMIT ?",
                DisclosureRepository::read,
                accountId,
                at,
                disclosureId,
                limit);
    }

    private static Disclosure read(ResultSet rows) throws SQLException {
        return new Disclosure(
                rows.getObject("account_id", UUID.class),
                Objects.requireNonNull(Database.instant(rows, "at")),
                rows.getObject("disclosure_id", UUID.class),
                rows.getString("recipient"),
                rows.getString("name"),
                rows.getString("purpose"),
                List.of((String[]) rows.getArray("categories").getArray()),
                rows.getString("country"),
                rows.getString("safeguard"),
                rows.getObject("consented", Boolean.class));
    }
}
