package com.bestqi.localstack;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Creates roles and databases with the least rights that do; what exists already is left as it is.
 */
final class PostgresDatabases {
    private PostgresDatabases() {}

    static void create(PostgresPart postgres) {
        try (var connection = postgres.connect("postgres");
                var statement = connection.createStatement()) {
            for (var service : Services.ALL) {
                role(statement, service + "_owner", postgres);
                role(statement, service, postgres);
                for (var database : new String[] {service, service + "_keys"}) {
                    if (absent(
                            connection, "SELECT 1 FROM pg_database WHERE datname = ?", database)) {
                        serviceDatabase(postgres, statement, service, database);
                    }
                }
            }
            statement.execute("REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC");
            role(statement, "keycloak", postgres);
            if (absent(connection, "SELECT 1 FROM pg_database WHERE datname = ?", "keycloak")) {
                statement.execute("CREATE DATABASE keycloak OWNER keycloak");
                statement.execute("REVOKE ALL ON DATABASE keycloak FROM PUBLIC");
            }
        } catch (SQLException e) {
            throw new StackException("cannot create the databases: " + e.getMessage(), e);
        }
    }

    private static void role(Statement statement, String role, PostgresPart postgres)
            throws SQLException {
        if (absent(statement.getConnection(), "SELECT 1 FROM pg_roles WHERE rolname = ?", role)) {
            statement.execute(
                    "CREATE ROLE " + role + " LOGIN PASSWORD '" + postgres.password(role) + "'");
        }
    }

    /**
     * The database appears under its name only once it is complete, so that a crash half way leaves
     * no half of one.
     */
    private static void serviceDatabase(
            PostgresPart postgres, Statement statement, String service, String database)
            throws SQLException {
        var fresh = database + "_fresh";
        statement.execute("DROP DATABASE IF EXISTS " + fresh);
        statement.execute("CREATE DATABASE " + fresh);
        statement.execute("REVOKE ALL ON DATABASE " + fresh + " FROM PUBLIC");
        statement.execute(
                "GRANT CONNECT ON DATABASE "
                        + fresh
                        + " TO "
                        + service
                        + ", "
                        + service
                        + "_owner");
        try (var inside = postgres.connect(fresh);
                var grant = inside.createStatement()) {
            grant.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
            grant.execute("ALTER SCHEMA public OWNER TO " + service + "_owner");
            grant.execute("GRANT USAGE ON SCHEMA public TO " + service);
            var defaults =
                    "ALTER DEFAULT PRIVILEGES FOR ROLE "
                            + service
                            + "_owner IN SCHEMA public GRANT ";
            grant.execute(defaults + "SELECT, INSERT, UPDATE, DELETE ON TABLES TO " + service);
            grant.execute(defaults + "USAGE, SELECT ON SEQUENCES TO " + service);
        }
        statement.execute("ALTER DATABASE " + fresh + " RENAME TO " + database);
    }

    private static boolean absent(Connection connection, String query, String name)
            throws SQLException {
        try (var select = connection.prepareStatement(query)) {
            select.setString(1, name);
            try (var rows = select.executeQuery()) {
                return !rows.next();
            }
        }
    }
}
