package com.bestqi.platform.crypto;

import com.bestqi.platform.database.DatabaseException;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.PrfHmacJce;
import com.google.crypto.tink.subtle.Random;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the persons, in a database of their own (I-9). A destroyed key never comes back: its
 * row stays, empty. An unwrapped key may live in the memory of another replica for at most the
 * configured cache life after that; writes with it are refused by the tombstone all the same.
 */
@ApplicationScoped
public class SubjectKeys {
    private static final int KEY_BYTES = 32;
    private static final int TRIES = 3;

    private static final String DESTROY =
            """
            INSERT INTO subject_key (subject_id, created_at, destroyed_at)
            SELECT id, ?, ? FROM unnest(?) AS s (id)
            ON CONFLICT (subject_id) DO UPDATE
            SET wrapped = NULL, master_key_id = NULL, destroyed_at = excluded.destroyed_at
            WHERE subject_key.wrapped IS NOT NULL
            """;

    private final javax.sql.DataSource database;
    private final Clock clock;
    private final MasterKeys masters;
    private final Cache<UUID, SubjectCipher> ciphers;

    /** Uses the data source {@code keys}, which takes no part in transactions. */
    public SubjectKeys(
            @DataSource("keys") javax.sql.DataSource database,
            MasterKeys masters,
            CryptoConfig config,
            Clock clock) {
        this.database = database;
        this.masters = masters;
        this.clock = clock;
        this.ciphers =
                Caffeine.newBuilder()
                        .maximumSize(config.keyCacheSize())
                        .expireAfterWrite(config.keyCacheLife())
                        .build();
    }

    /** Makes sure a live person has a key; does nothing when there is one, or was one. */
    public void ensure(UUID subjectId) {
        var key = Random.randBytes(KEY_BYTES);
        for (int tries = 1; ; tries++) {
            try {
                insert(subjectId, masters.current(), key);
                return;
            } catch (DatabaseException e) {
                // Another replica knows a newer master key, and the one known here was retired.
                if (!e.foreignKeyViolation()) {
                    throw e;
                }
                if (tries == TRIES) {
                    throw MasterKeys.unavailable();
                }
                masters.look();
            }
        }
    }

    private void insert(UUID subjectId, MasterKey master, byte[] key) {
        execute(
                "INSERT INTO subject_key (subject_id, wrapped, master_key_id, created_at)"
                        + " VALUES (?, ?, ?, ?) ON CONFLICT (subject_id) DO NOTHING",
                statement -> {
                    statement.setObject(1, subjectId);
                    statement.setBytes(2, master.wrap(subjectId, key));
                    statement.setString(3, master.id());
                    statement.setObject(4, clock.instant().atOffset(ZoneOffset.UTC));
                    return statement.executeUpdate();
                });
    }

    /**
     * The person's cipher. Throws 410 {@code account-erased} when the key was destroyed, 503 {@code
     * account-not-ready} when it was never made.
     */
    public SubjectCipher cipher(UUID subjectId) {
        return find(subjectId)
                .orElseThrow(() ->
                        new ProblemException(
                                CommonProblem.ACCOUNT_ERASED,
                                "The account and all its data are erased."));
    }

    /** The person's cipher, or nothing when the key was destroyed. */
    public Optional<SubjectCipher> find(UUID subjectId) {
        var cached = ciphers.getIfPresent(subjectId);
        if (cached != null) {
            return Optional.of(cached);
        }
        var read = read(subjectId);
        read.ifPresent(cipher -> ciphers.put(subjectId, cipher));
        return read;
    }

    /**
     * Reads the keys of many persons with one query, for somebody who is about to ask for the
     * cipher of each. Of whom there is none nothing is said here.
     */
    public void prefetch(Collection<UUID> subjectIds) {
        var unknown =
                subjectIds.stream()
                        .filter(id -> ciphers.getIfPresent(id) == null)
                        .distinct()
                        .toList();
        if (unknown.isEmpty()) {
            return;
        }
        var wrapped = new HashMap<UUID, Row>();
        execute(
                "SELECT subject_id, wrapped, master_key_id FROM subject_key"
                        + " WHERE subject_id = ANY (?) AND wrapped IS NOT NULL",
                statement -> {
                    statement.setArray(1, ids(statement, unknown));
                    try (var rows = statement.executeQuery()) {
                        while (rows.next()) {
                            wrapped.put(
                                    rows.getObject("subject_id", UUID.class),
                                    new Row(
                                            rows.getBytes("wrapped"),
                                            rows.getString("master_key_id")));
                        }
                    }
                    return wrapped.size();
                });
        wrapped.forEach((subjectId, row) -> {
            var bytes = row.wrapped();
            var masterKeyId = row.masterKeyId();
            if (bytes != null && masterKeyId != null) {
                // One that was wrapped again since is found by whoever asks for it.
                masters.find(masterKeyId)
                        .ifPresent(
                                master -> ciphers.put(subjectId, open(subjectId, master, bytes)));
            }
        });
    }

    /**
     * What stands for the person where no account id may be: made from the person's key, so that it
     * dies with it. Nothing when the key was destroyed or never made.
     */
    public Optional<byte[]> pseudonym(UUID subjectId) {
        var cached = ciphers.getIfPresent(subjectId);
        if (cached != null) {
            return Optional.of(cached.pseudonym());
        }
        return row(subjectId) == null
                ? Optional.empty()
                : find(subjectId).map(SubjectCipher::pseudonym);
    }

    private static byte[] pseudonym(UUID subjectId, byte[] key) throws GeneralSecurityException {
        var derived = hmac(key, "pseudonym");
        return hmac(derived, subjectId.toString());
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        return new PrfHmacJce("HMACSHA256", new SecretKeySpec(key, "HMAC"))
                .compute(text.getBytes(StandardCharsets.UTF_8), KEY_BYTES);
    }

    private @Nullable Row row(UUID subjectId) {
        return this.<@Nullable Row>execute(
                "SELECT wrapped, master_key_id FROM subject_key WHERE subject_id = ?",
                statement -> {
                    statement.setObject(1, subjectId);
                    try (var rows = statement.executeQuery()) {
                        return rows.next()
                                ? new Row(rows.getBytes("wrapped"), rows.getString("master_key_id"))
                                : null;
                    }
                });
    }

    private Optional<SubjectCipher> read(UUID subjectId) {
        for (int tries = 1; ; tries++) {
            var row = row(subjectId);
            if (row == null) {
                throw ProblemException.unavailable(
                        CommonProblem.ACCOUNT_NOT_READY, "The account is being set up; try again.");
            }
            byte[] wrapped = row.wrapped();
            var masterKeyId = row.masterKeyId();
            if (wrapped == null || masterKeyId == null) {
                return Optional.empty();
            }
            var master = masters.find(masterKeyId);
            if (master.isPresent()) {
                return Optional.of(open(subjectId, master.get(), wrapped));
            }
            // It may have been wrapped again between the two looks, and the old master key gone.
            if (tries == TRIES) {
                throw MasterKeys.unavailable();
            }
        }
    }

    private static SubjectCipher open(UUID subjectId, MasterKey master, byte[] wrapped) {
        try {
            var key = master.unwrap(subjectId, wrapped);
            return new SubjectCipher(subjectId, aead(key), pseudonym(subjectId, key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a person's key does not open", e);
        }
    }

    private record Row(byte @Nullable [] wrapped, @Nullable String masterKeyId) {}

    /**
     * Destroys keys, for good; also of persons who never had one, so that none can be made later.
     * Returns the mark of this destruction, which the caller keeps in the data database: a keys
     * database whose {@link #mark} is lower is an older copy.
     */
    public long destroy(Collection<UUID> subjectIds) {
        return destroy(
                subjectIds,
                "WITH gone AS ("
                        + DESTROY
                        + "), next AS"
                        + " (UPDATE key_mark SET mark = mark + 1 RETURNING mark)"
                        + " SELECT mark FROM next");
    }

    /** The same for keys that were destroyed before, of which a copy has come back. */
    public void destroyAgain(Collection<UUID> subjectIds) {
        destroy(subjectIds, "WITH gone AS (" + DESTROY + ") SELECT mark FROM key_mark");
    }

    private long destroy(Collection<UUID> subjectIds, String sql) {
        ciphers.invalidateAll(subjectIds);
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        long mark =
                execute(
                        sql,
                        statement -> {
                            statement.setObject(1, now);
                            statement.setObject(2, now);
                            statement.setArray(3, ids(statement, subjectIds));
                            return number(statement);
                        });
        ciphers.invalidateAll(subjectIds);
        return mark;
    }

    /** How often keys were destroyed in this database. */
    public long mark() {
        return execute("SELECT mark FROM key_mark", SubjectKeys::number);
    }

    /** All is destroyed that was destroyed when the mark was this high. */
    public void raiseMark(long to) {
        execute(
                "UPDATE key_mark SET mark = greatest(mark, ?)",
                statement -> {
                    statement.setLong(1, to);
                    return statement.executeUpdate();
                });
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Reads back which of these persons' keys are gone. */
    public Set<UUID> destroyed(Collection<UUID> subjectIds) {
        return this.<Set<UUID>>execute(
                "SELECT subject_id FROM subject_key WHERE subject_id = ANY (?) AND wrapped IS NULL",
                statement -> {
                    statement.setArray(1, ids(statement, subjectIds));
                    var gone = new HashSet<UUID>();
                    try (var rows = statement.executeQuery()) {
                        while (rows.next()) {
                            gone.add(rows.getObject(1, UUID.class));
                        }
                    }
                    return gone;
                });
    }

    private static Array ids(PreparedStatement statement, Collection<UUID> subjectIds)
            throws SQLException {
        return statement.getConnection().createArrayOf("uuid", subjectIds.toArray());
    }

    private static Aead aead(byte[] key) {
        try {
            return new AesGcmJce(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("not an AES key of 32 bytes", e);
        }
    }

    private interface Work<T extends @Nullable Object> {
        T run(PreparedStatement statement) throws SQLException;
    }

    private <T extends @Nullable Object> T execute(String sql, Work<T> work) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            return work.run(statement);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }
}
