package com.bestqi.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.localstack.MasterKeyFile;
import com.bestqi.localstack.Services;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Everything that can be decrypted with the keys that are left, in every service. */
record Plaintexts(Suite suite) {
    private static final String BYTE_COLUMNS =
            """
            SELECT b.table_name, b.column_name FROM information_schema.columns b
            JOIN information_schema.columns a USING (table_schema, table_name)
            WHERE b.table_schema = 'public' AND b.data_type = 'bytea'
            AND a.column_name = 'account_id'
            """;

    private record PersonKey(UUID accountId, Aead aead) {}

    private record ByteColumn(String table, String column) {}

    List<String> all() {
        var texts = new ArrayList<String>();
        for (var service : Services.ALL) {
            try (var connection = suite.databases().connect(service)) {
                var columns = byteColumns(connection);
                for (var key : keys(service)) {
                    for (var column : columns) {
                        texts.addAll(decrypt(connection, column, key));
                    }
                }
            } catch (SQLException | GeneralSecurityException e) {
                throw new IllegalStateException("cannot decrypt in " + service, e);
            }
        }
        return texts;
    }

    private List<PersonKey> keys(String service) throws SQLException, GeneralSecurityException {
        var masters = MasterKeyFile.of(suite.addresses().dataDir(), service);
        var keys = new ArrayList<PersonKey>();
        try (var connection = suite.databases().connect(service + "_keys");
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT subject_id, wrapped, master_key_id FROM subject_key"
                                        + " WHERE wrapped IS NOT NULL")) {
            while (rows.next()) {
                var id = rows.getObject("subject_id", UUID.class);
                var master =
                        new AesGcmJce(
                                Base64.getDecoder()
                                        .decode(masters.key(rows.getString("master_key_id"))));
                var key = master.decrypt(rows.getBytes("wrapped"), ("key/" + id).getBytes(UTF_8));
                keys.add(new PersonKey(id, new AesGcmJce(key)));
            }
        }
        return keys;
    }

    private static List<ByteColumn> byteColumns(Connection connection) throws SQLException {
        var columns = new ArrayList<ByteColumn>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(BYTE_COLUMNS)) {
            while (rows.next()) {
                columns.add(new ByteColumn(rows.getString(1), rows.getString(2)));
            }
        }
        return columns;
    }

    private static List<String> decrypt(Connection connection, ByteColumn column, PersonKey key)
            throws SQLException {
        var texts = new ArrayList<String>();
        var query =
                "SELECT %2$s FROM %1$s WHERE account_id = ? AND %2$s IS NOT NULL"
                        .formatted(column.table(), column.column());
        try (var select = connection.prepareStatement(query)) {
            select.setObject(1, key.accountId());
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    open(rows.getBytes(1), column, key).ifPresent(texts::add);
                }
            }
        }
        return texts;
    }

    /** A keyed hash is a column of bytes too, and opens with no key. */
    private static Optional<String> open(byte[] bytes, ByteColumn column, PersonKey key) {
        var binding = key.accountId() + "/" + column.table() + "." + column.column();
        try {
            return Optional.of(
                    new String(key.aead().decrypt(bytes, binding.getBytes(UTF_8)), UTF_8));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
