package com.bestqi.endtoend.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Where the parts of a running stack are, as {@code stack.env} names them. */
public record StackAddresses(Map<String, String> values) {
    /** Copies the map. */
    public StackAddresses {
        values = Map.copyOf(values);
    }

    /** Reads the {@code KEY=VALUE} lines of a file. */
    public static StackAddresses read(Path file) throws IOException {
        var values = new TreeMap<String, String>();
        for (var line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
            }
        }
        return new StackAddresses(values);
    }

    /** The gateway, the only door of the API. */
    public String gateway() {
        return value("GATEWAY_URL");
    }

    /** Keycloak, without the realm. */
    public String keycloak() {
        return value("KEYCLOAK_URL");
    }

    /** The API of the mail sink. */
    public String mailApi() {
        return value("MAIL_API_URL");
    }

    /** The brokers. */
    public String kafka() {
        return value("KAFKA_BOOTSTRAP");
    }

    /** The JDBC address of a database. */
    public String jdbcUrl(String database) {
        return "jdbc:" + value("POSTGRES_URL") + "/" + database;
    }

    /** The super-user of PostgreSQL. */
    public String postgresUser() {
        return value("POSTGRES_USER");
    }

    /** The super-user's password. */
    public String postgresPassword() {
        return value("POSTGRES_PASSWORD");
    }

    /** Where PostgreSQL's files, Kafka's segments and all logs lie. */
    public Path dataDir() {
        return Path.of(value("DATA_DIR"));
    }

    private String value(String key) {
        var value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the stack's addresses lack " + key);
        }
        return value;
    }
}
