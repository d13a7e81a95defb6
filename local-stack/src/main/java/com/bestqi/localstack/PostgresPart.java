package com.bestqi.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * PostgreSQL 18 with the databases and roles of the suite: for each service {@code <s>} and {@code
 * <s>_keys}, with the role {@code <s>_owner} for migrations and {@code <s>} for the running
 * service, which may read and write rows but change no table; and {@code keycloak}. The super-user
 * is {@code postgres}.
 */
public final class PostgresPart implements Part {
    private static final Duration START = Duration.ofMinutes(5);

    private final int port;
    private final Path dataDir;
    private final Path cluster;
    private final Secrets secrets;
    private final ProcessPart part;
    private final boolean fsync;

    /** A server on {@code port} with its data and its log below {@code dataDir}. */
    public PostgresPart(Path dataDir, int port) {
        this(dataDir, port, true);
    }

    private PostgresPart(Path dataDir, int port, boolean fsync) {
        this.dataDir = dataDir.toAbsolutePath();
        this.port = port;
        this.fsync = fsync;
        this.cluster = this.dataDir.resolve("postgres");
        this.secrets = Secrets.in(this.dataDir);
        this.part = new ProcessPart("postgres", this.dataDir);
    }

    /** The same, but faster and not safe against a crash of the machine; for tests. */
    public static PostgresPart forTests(Path dataDir, int port) {
        return new PostgresPart(dataDir, port, false);
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public ChildProcess process() {
        return part.process();
    }

    @Override
    public void start() {
        var programs = PartsFolder.postgres();
        var demotion = PostgresUser.demotion(dataDir);
        if (!Files.exists(cluster.resolve("PG_VERSION"))) {
            initialise(programs, demotion);
        }
        part.launch(
                new ChildProcess.Launch(
                        name(), demotion, command(programs), Map.of(), cluster, part.log(), "INT"));
        part.awaitReady(START, this);
        PostgresDatabases.create(this);
    }

    @Override
    public void stop(Duration atMost) {
        part.stop(atMost);
    }

    @Override
    public boolean ready() {
        if (!part.alive()) {
            return false;
        }
        try (var connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The folder with the server's data files. */
    public Path dataFiles() {
        return cluster;
    }

    /** The JDBC address of a database. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    /** The password of a role, {@code postgres} for the super-user. */
    public String password(String role) {
        return secrets.password("db." + role);
    }

    /** A connection to {@code database} as the super-user. */
    public Connection connect(String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("password", password("postgres"));
        properties.setProperty("connectTimeout", "5");
        return DriverManager.getConnection(jdbcUrl(database), properties);
    }

    private void initialise(Path programs, List<String> demotion) {
        var fresh = dataDir.resolve("postgres.fresh");
        var passwordFile = dataDir.resolve("postgres.password");
        try {
            Folders.delete(fresh);
            Files.createDirectory(
                    fresh,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            Files.writeString(passwordFile, password("postgres"));
            PostgresUser.give(fresh, passwordFile);
            ChildProcess.run(
                    "initdb",
                    demotion,
                    List.of(
                            programs.resolve("bin/initdb").toString(),
                            "--pgdata=" + fresh,
                            "--username=postgres",
                            "--auth=scram-sha-256",
                            "--pwfile=" + passwordFile,
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--locale=C.UTF-8",
                            "--no-sync"),
                    Map.of(),
                    fresh);
            Files.move(fresh, cluster);
        } catch (IOException e) {
            throw new StackException("cannot prepare " + cluster + ": " + e.getMessage(), e);
        } finally {
            Folders.delete(passwordFile);
        }
    }

    private List<String> command(Path programs) {
        var settings =
                List.of(
                        "listen_addresses=localhost",
                        "port=" + port,
                        "unix_socket_directories=",
                        "max_connections=200",
                        "shared_buffers=256MB",
                        "max_wal_size=2GB",
                        "checkpoint_timeout=15min",
                        "jit=off",
                        "fsync=" + (fsync ? "on" : "off"),
                        "logging_collector=off",
                        "log_line_prefix=%m [%p] %d ",
                        // A statement in the log could carry somebody's data.
                        "log_min_error_statement=panic",
                        "log_parameter_max_length=0",
                        "log_error_verbosity=terse");
        var command =
                new ArrayList<>(
                        List.of(
                                programs.resolve("bin/postgres").toString(),
                                "-D",
                                cluster.toString()));
        for (var setting : settings) {
            command.add("-c");
            command.add(setting);
        }
        return command;
    }
}
