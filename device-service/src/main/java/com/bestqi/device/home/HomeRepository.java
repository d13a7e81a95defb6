package com.bestqi.device.home;

import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class HomeRepository {
    private static final String NAME = "home.name";

    private final Database database;
    private final SubjectKeys keys;

    HomeRepository(Database database, SubjectKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    Optional<UUID> findId(UUID accountId) {
        return database.first(
                "SELECT home_id FROM home WHERE account_id = ?",
                rows -> rows.getObject("home_id", UUID.class),
                accountId);
    }

    Optional<Home> find(UUID accountId) {
        var cipher = keys.cipher(accountId);
        return database.first(
                "SELECT home_id, name FROM home WHERE account_id = ?",
                rows ->
                        new Home(
                                rows.getObject("home_id", UUID.class),
                                String.valueOf(cipher.decrypt(NAME, rows.getBytes("name")))),
                accountId);
    }

    /** Does nothing when the person has a home; waits for another transaction that makes one. */
    void insert(UUID accountId, Home home, Instant now) {
        database.update(
                "INSERT INTO home (home_id, account_id, name, created_at) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (account_id) DO NOTHING",
                home.homeId(),
                accountId,
                keys.cipher(accountId).encrypt(NAME, home.name()),
                now);
    }
}
