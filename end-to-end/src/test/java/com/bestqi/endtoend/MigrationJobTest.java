package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.localstack.PostgresPart;
import com.bestqi.localstack.Secrets;
import com.bestqi.localstack.ServiceEnvironment;
import com.bestqi.localstack.StackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a deployment upgrades: one job migrates, with rights that the service never has. */
@Timeout(300)
class MigrationJobTest {
    private static final String SERVICE = "notification";
    private static final Duration START = Duration.ofMinutes(2);

    @Test
    @Tag("SE-1")
    void aServiceWaitsForTheJobThatMigratesAndStartsWithoutTheRightsToDoSo(@TempDir Path folder)
            throws Exception {
        var ports = StackPorts.free();
        var postgres = PostgresPart.forTests(folder, ports.of("postgres"));
        postgres.start();
        try {
            var all = new ServiceEnvironment(ports, Secrets.in(folder)).of(SERVICE);

            var early = start("early", folder, service(all));
            assertThat(early.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(early.exitValue()).isNotZero();
            assertThat(log("early", folder)).contains("not applied to database");
            assertThat(tables(postgres)).isZero();

            var job = start("job", folder, job(all));
            assertThat(job.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(job.exitValue()).isZero();
            assertThat(log("job", folder)).doesNotContain("Listening on");
            assertThat(tables(postgres)).isGreaterThan(20);

            var late = start("late", folder, service(all));
            try {
                // Kafka is away, so it is not ready; but it has started.
                var management = "http://localhost:" + all.get("QUARKUS_MANAGEMENT_PORT");
                await().atMost(START).until(() -> status(management + "/q/health/started") == 200);
                assertThat(status(management + "/q/health/ready")).isEqualTo(503);
                assertThat(status(management + "/q/health/live")).isEqualTo(200);
                assertThat(status(management + "/q/metrics")).isEqualTo(200);
                var port = "http://localhost:" + all.get("QUARKUS_HTTP_PORT");
                // Answered as any path while the service catches up.
                assertThat(status(port + "/q/health/ready")).isIn(404, 503);
                assertThat(body(port + "/q/health/ready")).doesNotContain("restore-gate");
                assertThat(body(port + "/q/metrics")).doesNotContain("outbox_");
                assertThat(status(port + "/q/openapi")).isEqualTo(200);
            } finally {
                late.destroy();
                assertThat(late.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            postgres.stop(Duration.ofSeconds(5));
        }
    }

    /** As the Deployment has it. */
    private static Map<String, String> service(Map<String, String> all) {
        var variables = new HashMap<>(all);
        variables.keySet().removeIf(name -> name.contains("_OWNER"));
        variables.remove("BESTQI_OPERATIONS_ON_API_PORT");
        variables.put("BESTQI_DB_MIGRATE_AT_START", "false");
        variables.put("BESTQI_DB_VALIDATE_AT_START", "true");
        return variables;
    }

    /** As the Job has it. */
    private static Map<String, String> job(Map<String, String> all) {
        var variables = new HashMap<>(all);
        variables.put("QUARKUS_INIT_AND_EXIT", "true");
        return variables;
    }

    private static Process start(String name, Path folder, Map<String, String> variables)
            throws IOException {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-jar",
                        Path.of("../" + SERVICE + "-service/target/quarkus-app/quarkus-run.jar")
                                .toAbsolutePath()
                                .toString());
        builder.environment().keySet().removeIf(key -> key.startsWith("BESTQI_"));
        builder.environment().putAll(variables);
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
    }

    private static String log(String name, Path folder) throws IOException {
        return Files.readString(folder.resolve(name + ".log"));
    }

    private static long tables(PostgresPart postgres) throws Exception {
        try (var connection = postgres.connect(SERVICE);
                var select = connection.createStatement();
                var rows =
                        select.executeQuery(
                                "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static int status(String url) throws InterruptedException {
        try {
            return get(url).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private static String body(String url) throws IOException, InterruptedException {
        return get(url).body();
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).build(),
                    BodyHandlers.ofString());
        }
    }
}
