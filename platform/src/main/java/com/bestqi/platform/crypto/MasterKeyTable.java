package com.bestqi.platform.crypto;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.database.DatabaseException;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the keys database knows of master keys, and the rows that are to be wrapped again. */
@Singleton
public class MasterKeyTable {
    private static final long LOCK = 0x6d61_7374_6572L;

    private static final String ALL =
            """
            SELECT id, fingerprint, retired_at IS NOT NULL AS retired,
                   extract(epoch FROM now() - created_at) AS age,
                   EXISTS (SELECT FROM subject_key WHERE master_key_id = master_key.id) AS used
            FROM master_key ORDER BY generation
            """;

    /**
     * Waits for nobody, and takes only rows that are as they were read: not those destroyed since.
     */
    private static final String REWRAP =
            """
            WITH fresh AS (
                SELECT * FROM unnest(?, ?, ?) AS f (subject_id, was, wrapped)),
            mine AS (
                SELECT k.subject_id FROM subject_key k JOIN fresh f USING (subject_id)
                WHERE k.wrapped = f.was ORDER BY k.subject_id
                FOR NO KEY UPDATE OF k SKIP LOCKED)
            UPDATE subject_key SET wrapped = fresh.wrapped, master_key_id = ?
            FROM fresh JOIN mine USING (subject_id)
            WHERE subject_key.subject_id = fresh.subject_id
            """;

    private final Database database;

    /** Uses the data source {@code keys}. */
    public MasterKeyTable(@DataSource("keys") javax.sql.DataSource database) {
        this.database = new Database(database);
    }

    /**
     * A master key that this database knows.
     *
     * @param fingerprint nothing for one that was in use before fingerprints were kept
     * @param used whether it wraps any person's key
     */
    record Known(
            String id,
            byte @Nullable [] fingerprint,
            boolean retired,
            double ageSeconds,
            boolean used) {}

    /** All there ever were, oldest first. */
    List<Known> all() {
        return database.query(
                ALL,
                rows ->
                        new Known(
                                rows.getString("id"),
                                rows.getBytes("fingerprint"),
                                rows.getBoolean("retired"),
                                rows.getDouble("age"),
                                rows.getBoolean("used")));
    }

    /** Makes a key known; another one of the same name stays what it is. */
    void register(MasterKey key) {
        database.query(
                "SELECT register_master_key(?, ?)::text AS done",
                rows -> key.id(),
                key.id(),
                key.fingerprint());
    }

    /** Retires a key for good; false while it wraps something. */
    boolean retire(String id) {
        try {
            return database.first(
                            "SELECT retire_master_key(?) AS retired",
                            rows -> rows.getBoolean("retired"),
                            id)
                    .orElse(false);
        } catch (DatabaseException e) {
            if (e.foreignKeyViolation()) {
                return false;
            }
            throw e;
        }
    }

    /** A person's key as it is stored. */
    record Row(UUID subjectId, byte[] wrapped) {}

    /** The next rows wrapped with a key, in the order of the persons' ids. */
    List<Row> wrappedWith(String id, UUID after, int atMost) {
        return database.query(
                "SELECT subject_id, wrapped FROM subject_key WHERE master_key_id = ?"
                        + " AND subject_id > ? ORDER BY subject_id LIMIT ?",
                rows -> new Row(rows.getObject("subject_id", UUID.class), rows.getBytes("wrapped")),
                id,
                after,
                atMost);
    }

    /** How many rows are wrapped with one of these keys. */
    long count(List<String> ids) {
        return database.first(
                        "SELECT count(*) AS left_over FROM subject_key WHERE master_key_id = ANY (?)",
                        rows -> rows.getLong("left_over"),
                        (Object) ids.toArray(String[]::new))
                .orElse(0L);
    }

    /** Puts rows in the place of others, where these are still there; returns of how many. */
    int rewrap(List<Row> were, List<Row> fresh, String id) {
        return database.update(
                REWRAP,
                were.stream().map(Row::subjectId).toArray(UUID[]::new),
                were.stream().map(Row::wrapped).toArray(byte[][]::new),
                fresh.stream().map(Row::wrapped).toArray(byte[][]::new),
                id);
    }

    /**
     * Runs work unless another replica is at it; says whether it was run. The right is the
     * connection's: it ends with the process, whatever becomes of that.
     */
    boolean alone(Runnable work) {
        return database.with(connection -> {
            if (!ask(connection, "SELECT pg_try_advisory_lock(?)")) {
                return false;
            }
            try {
                work.run();
            } finally {
                ask(connection, "SELECT pg_advisory_unlock(?)");
            }
            return true;
        });
    }

    private static boolean ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, LOCK);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
