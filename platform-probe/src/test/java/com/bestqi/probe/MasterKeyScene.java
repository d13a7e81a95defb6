package com.bestqi.probe;

import static org.awaitility.Awaitility.await;

import com.bestqi.localstack.MasterKeyFile;
import com.bestqi.platform.crypto.MasterKeyTable;
import com.bestqi.platform.crypto.MasterKeys;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.database.DatabaseException;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The keys database of the service under test, and other replicas of it. */
@ApplicationScoped
class MasterKeyScene {
    private final javax.sql.DataSource source;
    private final Database keyDatabase;
    private final Clock clock;

    MasterKeyScene(@DataSource("keys") javax.sql.DataSource source, Clock clock) {
        this.source = source;
        this.keyDatabase = new Database(source);
        this.clock = clock;
    }

    /** As the service's own role. */
    Database database() {
        return keyDatabase;
    }

    MasterKeyFile file() {
        return MasterKeyFile.of(Path.of(System.getProperty("bestqi.test.data-dir")), "account");
    }

    MasterKeys masterKeys(Path file) {
        return new MasterKeys(new MasterKeySettings(file), new MasterKeyTable(source));
    }

    /** A replica that reads this file and asks the database each time. */
    SubjectKeys replica(Path file) {
        var settings = new MasterKeySettings(file);
        return new SubjectKeys(source, masterKeys(file), settings, clock);
    }

    /** A new master key comes, and the old one goes when it may; returns the old one's name. */
    String rotate() {
        var old = file().current();
        file().addCurrent();
        awaitRetired(old);
        file().keepCurrentOnly();
        return old;
    }

    void awaitRetired(String id) {
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(DatabaseException.class)
                .until(() -> retired(id));
    }

    boolean retired(String id) {
        return keyDatabase
                .first(
                        "SELECT retired_at IS NOT NULL AS retired FROM master_key WHERE id = ?",
                        rows -> rows.getBoolean("retired"),
                        id)
                .orElse(false);
    }

    /** Which master keys wrap something. */
    List<String> inUse() {
        return keyDatabase.query(
                "SELECT DISTINCT master_key_id FROM subject_key WHERE wrapped IS NOT NULL",
                rows -> rows.getString("master_key_id"));
    }

    String wrappedWith(UUID person) {
        return keyDatabase
                .first(
                        "SELECT master_key_id FROM subject_key WHERE subject_id = ?",
                        rows -> rows.getString("master_key_id"),
                        person)
                .orElseThrow();
    }

    List<UUID> people(SubjectKeys keys, int count) {
        var people = Stream.generate(UUID::randomUUID).limit(count).toList();
        people.forEach(keys::ensure);
        return people;
    }
}
