package com.bestqi.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/**
 * Keycloak on the stack's PostgreSQL, with the local form of the realm {@code bestqi}, imported at
 * the first start.
 */
public final class KeycloakPart implements Part {
    private static final Duration START = Duration.ofMinutes(5);
    private static final String REALM = "/realms/bestqi";

    private final int port;
    private final PostgresPart postgres;
    private final String publicUrl;
    private final int smtpPort;
    private final Path home;
    private final Secrets secrets;
    private final ProcessPart part;

    /**
     * A server on {@code port} with its log below {@code dataDir}; it needs {@code postgres}
     * running when it starts.
     *
     * @param publicUrl the gateway, to which the browser may be sent back after a log-in
     * @param smtpPort where mails of its own go
     */
    public KeycloakPart(
            Path dataDir, int port, PostgresPart postgres, String publicUrl, int smtpPort) {
        this.port = port;
        this.postgres = postgres;
        this.publicUrl = publicUrl;
        this.smtpPort = smtpPort;
        this.home = dataDir.toAbsolutePath().resolve("keycloak");
        this.secrets = Secrets.in(dataDir.toAbsolutePath());
        this.part = new ProcessPart("keycloak", dataDir.toAbsolutePath());
    }

    @Override
    public String name() {
        return "keycloak";
    }

    @Override
    public ChildProcess process() {
        return part.process();
    }

    /** The server's address, without the realm. */
    public String url() {
        return "http://localhost:" + port;
    }

    /** The issuer of the realm's tokens. */
    public String issuer() {
        return url() + REALM;
    }

    /** Where the realm's public keys are. */
    public String jwksUrl() {
        return issuer() + "/protocol/openid-connect/certs";
    }

    /** The password of {@code admin}, who may do everything in this Keycloak. */
    public String adminPassword() {
        return secrets.password("keycloak.admin");
    }

    @Override
    public void start() {
        var distribution = PartsFolder.keycloak();
        try {
            prepareHome(distribution);
        } catch (IOException e) {
            throw new StackException("cannot prepare " + home + ": " + e.getMessage(), e);
        }
        part.launch(Tools.java(command(distribution)), environment(), home);
        part.awaitReady(START, this);
    }

    @Override
    public void stop(Duration atMost) {
        part.stop(atMost);
    }

    @Override
    public boolean ready() {
        return part.alive() && Http.answers(jwksUrl());
    }

    /**
     * A home of its own per stack, in which all but the data is a link to the one unpacked
     * distribution.
     */
    private void prepareHome(Path distribution) throws IOException {
        var imports = home.resolve("data/import");
        Files.createDirectories(imports);
        for (var shared : List.of("bin", "conf", "lib", "providers", "themes")) {
            var link = home.resolve(shared);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, distribution.resolve(shared));
        }
        Files.writeString(imports.resolve("bestqi-realm.json"), RealmFile.local().toPrettyString());
    }

    /** As {@code kc.sh} has it, but without a shell between this process and the server. */
    private List<String> command(Path distribution) {
        return List.of(
                "-Xms64m",
                "-Xmx512m",
                "-XX:MetaspaceSize=96M",
                "-XX:MaxMetaspaceSize=256m",
                "-XX:+UseSerialGC",
                // A stack on one machine logs few people in; the start is what it waits for.
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-Duser.language=en",
                "-Duser.country=US",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                // A connection that outlived the database would answer one caller each with 500.
                "-Dquarkus.datasource.jdbc.foreground-validation-interval=1s",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-cp",
                distribution.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--optimized",
                "--import-realm");
    }

    private TreeMap<String, String> environment() {
        var environment = new TreeMap<>(RealmFile.environment(secrets, publicUrl, smtpPort));
        environment.put("KC_DB_URL", postgres.jdbcUrl("keycloak"));
        environment.put("KC_DB_USERNAME", "keycloak");
        environment.put("KC_DB_PASSWORD", postgres.password("keycloak"));
        environment.put("KC_DB_POOL_MAX_SIZE", "20");
        environment.put("KC_CACHE", "local");
        environment.put("KC_HTTP_ENABLED", "true");
        environment.put("KC_HTTP_HOST", "localhost");
        environment.put("KC_HTTP_PORT", Integer.toString(port));
        environment.put("KC_HOSTNAME", url());
        // A failed log-in is logged as a warning with the address that was typed in.
        environment.put("KC_LOG_LEVEL", "INFO,org.keycloak.events:ERROR");
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", adminPassword());
        return environment;
    }
}
