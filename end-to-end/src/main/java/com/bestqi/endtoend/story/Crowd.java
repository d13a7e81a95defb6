package com.bestqi.endtoend.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.localstack.MasterKeyFile;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Many people whom notification-service knows as it knows everybody, with keys and addresses in its
 * databases, and who never were anywhere else. They are gone when it is closed.
 */
public final class Crowd implements AutoCloseable {
    private static final String SERVICE = "notification";
    private static final String KEYS = "notification_keys";
    private static final int KEY_BYTES = 32;
    private static final int CHUNK = 5_000;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Databases databases;
    private final List<UUID> people = new ArrayList<>();

    private Crowd(StackAddresses stack) {
        this.databases = new Databases(stack);
    }

    /** So many new people. */
    public static Crowd of(StackAddresses stack, int size)
            throws SQLException, GeneralSecurityException {
        var crowd = new Crowd(stack);
        var file = MasterKeyFile.of(stack.dataDir(), SERVICE);
        var masterId = file.current();
        var master = new Key(Base64.getDecoder().decode(file.key(masterId)));
        try (var data = crowd.databases.connect(SERVICE);
                var keys = crowd.databases.connect(KEYS)) {
            for (int done = 0; done < size; done += CHUNK) {
                crowd.add(Math.min(CHUNK, size - done), masterId, master, data, keys);
            }
        }
        return crowd;
    }

    /** Their ids. */
    public List<UUID> people() {
        return people;
    }

    /** Where one of them gets mail. */
    public static String address(UUID accountId) {
        return "one-" + accountId + "@crowd.example";
    }

    private void add(int count, String masterId, Key master, Connection data, Connection keys)
            throws SQLException, GeneralSecurityException {
        var ids = new UUID[count];
        var wrapped = new byte[count][];
        var emails = new byte[count][];
        var names = new byte[count][];
        for (int i = 0; i < count; i++) {
            var id = UUID.randomUUID();
            var key = new byte[KEY_BYTES];
            RANDOM.nextBytes(key);
            var person = new Key(key);
            ids[i] = id;
            wrapped[i] = master.encrypt(key, bytes("key/" + id));
            emails[i] = person.encrypt(bytes(address(id)), bytes(id + "/contact.email"));
            names[i] = person.encrypt(bytes("One of many"), bytes(id + "/contact.name"));
        }
        run(
                keys,
                "INSERT INTO subject_key (subject_id, wrapped, master_key_id, created_at)"
                        + " SELECT id, key, '"
                        + masterId
                        + "', now() FROM unnest(?, ?) AS p (id, key)",
                keys.createArrayOf("uuid", ids),
                keys.createArrayOf("bytea", wrapped));
        run(
                data,
                "INSERT INTO data_subject (account_id, state, created_at)"
                        + " SELECT id, 'LIVE', now() FROM unnest(?) AS p (id)",
                data.createArrayOf("uuid", ids));
        run(
                data,
                "INSERT INTO contact (account_id, email, name, language)"
                        + " SELECT id, email, name, 'en'"
                        + " FROM unnest(?, ?, ?) AS p (id, email, name)",
                data.createArrayOf("uuid", ids),
                data.createArrayOf("bytea", emails),
                data.createArrayOf("bytea", names));
        people.addAll(List.of(ids));
    }

    /** A key as the services use theirs: AES-GCM, with the nonce in front. */
    private record Key(byte[] key) {
        private static final int NONCE = 12;
        private static final int TAG_BITS = 128;

        byte[] encrypt(byte[] plain, byte[] binding) throws GeneralSecurityException {
            var nonce = new byte[NONCE];
            RANDOM.nextBytes(nonce);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(binding);
            var out = new ByteArrayOutputStream();
            out.writeBytes(nonce);
            out.writeBytes(cipher.doFinal(plain));
            return out.toByteArray();
        }

        @Override
        public String toString() {
            return "Key[hidden]";
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static void run(Connection connection, String sql, Object... values)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    @Override
    public void close() throws SQLException {
        try (var data = databases.connect(SERVICE);
                var keys = databases.connect(KEYS)) {
            var ids = people.toArray(UUID[]::new);
            for (var table :
                    List.of(
                            "message",
                            "notification",
                            "unsubscription",
                            "contact",
                            "data_subject")) {
                run(
                        data,
                        "DELETE FROM " + table + " WHERE account_id = ANY (?)",
                        data.createArrayOf("uuid", ids));
            }
            run(
                    keys,
                    "DELETE FROM subject_key WHERE subject_id = ANY (?)",
                    keys.createArrayOf("uuid", ids));
        }
    }
}
