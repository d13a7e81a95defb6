package com.bestqi.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.localstack.Folders;
import com.bestqi.localstack.KafkaPart;
import com.bestqi.localstack.PostgresPart;
import com.bestqi.localstack.Secrets;
import com.bestqi.localstack.ServiceEnvironment;
import com.bestqi.localstack.StackPorts;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * How long consent-service takes from its fork to the first answer that it reads from the database
 * (the policy in force, which needs no log-in), until it says that it is ready, and what memory it
 * has then, after some calls. Each kind that is there: the plain jar, the jar with an AOT cache
 * made for it here, the native program; beside a bare HTTP server of the JDK. On PostgreSQL and
 * Kafka of its own, that nobody else uses.
 */
final class StartupBench implements Bench.Measurement {
    private static final String SERVICE = "consent";
    private static final Path TARGET = Path.of(SERVICE + "-service", "target");
    private static final Path JAR = TARGET.resolve("quarkus-app/quarkus-run.jar");
    private static final int WANTED = 5;
    private static final int MOST = 9;
    private static final double DISTURBED = 0.25;
    private static final int CALLS = 200;
    private static final Duration ORDERLY = Duration.ofSeconds(20);
    private static final Duration WRITING_A_CACHE = Duration.ofMinutes(3);

    private static final double AOT_AT_MOST = 0.35;
    private static final double NATIVE_AT_MOST = 0.15;
    private static final double NATIVE_MEMORY_AT_MOST = 0.33;

    private static final String LIMIT = "bare JDK server";
    private static final String PLAIN = "jar";
    private static final String AOT = "jar with AOT cache";
    private static final String NATIVE = "native";

    /** What came of one start; seconds and MiB. */
    private record Start(double answer, double ready, double processor, double memory) {}

    /** One way of starting. */
    private record Kind(String name, List<String> command, URI answer, URI ready) {}

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public void run(StackAddresses stack, Report report) throws Exception {
        var folder = Files.createTempDirectory("bestqi-startup");
        var ports = StackPorts.free();
        var postgres = new PostgresPart(folder, ports.of("postgres"));
        var kafka = new KafkaPart(folder, ports.of("kafka"));
        var keys = publishKeys();
        try {
            postgres.start();
            kafka.start();
            var environment =
                    new TreeMap<>(new ServiceEnvironment(ports, Secrets.in(folder)).of(SERVICE));
            environment.put(
                    "BESTQI_JWKS_URL", "http://localhost:" + keys.getAddress().getPort() + "/");
            measure(kinds(folder, ports, environment, report), environment, folder, report);
        } finally {
            keys.stop(0);
            kafka.stop(ORDERLY);
            postgres.stop(ORDERLY);
            Folders.delete(folder);
        }
    }

    /** Keycloak's place: nobody logs in, but the keys are asked for at the start. */
    private static HttpServer publishKeys() throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    var none = "{\"keys\": []}".getBytes(UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, none.length);
                    exchange.getResponseBody().write(none);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private List<Kind> kinds(
            Path folder, StackPorts ports, Map<String, String> environment, Report report)
            throws Exception {
        var answer = URI.create(ports.url(SERVICE) + "/v1/policies/current");
        var ready = URI.create(ports.url(SERVICE) + "/q/health/ready");
        var bare = URI.create(ports.url("gateway") + "/");
        var kinds = new ArrayList<Kind>();
        var limit = java("-cp", Path.of("bench", "target", "classes").toString());
        limit.addAll(List.of(BareServer.class.getName(), Integer.toString(ports.of("gateway"))));
        kinds.add(new Kind(LIMIT, limit, bare, bare));
        kinds.add(new Kind(PLAIN, java("-jar", JAR.toString()), answer, ready));
        var cache = folder.resolve("app.aot");
        var recording = java("-XX:AOTCacheOutput=" + cache, "-jar", JAR.toString());
        makeCache(new Kind(AOT, recording, answer, ready), cache, environment, folder);
        kinds.add(
                new Kind(
                        AOT, java("-XX:AOTCache=" + cache, "-jar", JAR.toString()), answer, ready));
        var program = nativeProgram();
        if (program.isPresent()) {
            kinds.add(
                    new Kind(NATIVE, List.of(program.get().toString(), "-Xmx384m"), answer, ready));
        } else {
            report.line("  no native program here (./suite native makes it): not measured");
        }
        return kinds;
    }

    /** As local-stack starts a service. */
    private static List<String> java(String... rest) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx384m",
                                "-XX:+UseSerialGC",
                                "-XX:+ExitOnOutOfMemoryError",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "--add-opens=java.base/java.lang=ALL-UNNAMED"));
        command.addAll(List.of(rest));
        return command;
    }

    private static Optional<Path> nativeProgram() throws IOException {
        try (var files = Files.list(TARGET)) {
            return files.filter(file -> file.toString().endsWith("-runner"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    /** A first start, which also migrates the database, whose end writes the cache. */
    private void makeCache(Kind kind, Path cache, Map<String, String> environment, Path folder)
            throws Exception {
        try (var started =
                Started.fork(kind.command(), environment, folder.resolve("recording.log"))) {
            started.awaitAnswer(http, kind.ready());
            started.awaitAnswer(http, kind.answer());
            started.end(WRITING_A_CACHE);
        }
        if (!Files.exists(cache)) {
            throw new IllegalStateException("no AOT cache was made");
        }
    }

    private void measure(
            List<Kind> kinds, Map<String, String> environment, Path folder, Report report)
            throws Exception {
        var rounds = new ArrayList<Map<String, Start>>();
        int dropped = 0;
        for (int tried = 0; tried < MOST && rounds.size() < WANTED; tried++) {
            var round = new LinkedHashMap<String, Start>();
            for (var kind : kinds) {
                round.put(kind.name(), start(kind, environment, folder));
            }
            var before = round.get(LIMIT);
            var after = start(kinds.getFirst(), environment, folder);
            boolean calm =
                    before != null
                            && Math.abs(before.answer() - after.answer())
                                    <= DISTURBED * Math.max(before.answer(), after.answer());
            report.line("  round %d%s", tried + 1, calm ? "" : "  (disturbed, dropped)");
            round.forEach((name, start) ->
                    report.line(
                            "    %-20s first answer %7.3f s, ready %7.3f s, processor %6.2f s, %6.1f MiB",
                            name,
                            start.answer(),
                            start.ready(),
                            start.processor(),
                            start.memory()));
            if (calm) {
                rounds.add(round);
            } else {
                dropped++;
            }
        }
        report.line("  %d rounds count, %d dropped", rounds.size(), dropped);
        tell(kinds, rounds, report);
    }

    private Start start(Kind kind, Map<String, String> environment, Path folder)
            throws IOException, InterruptedException {
        try (var started = Started.fork(kind.command(), environment, folder.resolve("start.log"))) {
            double answer = started.awaitAnswer(http, kind.answer());
            double ready = started.awaitAnswer(http, kind.ready());
            double processor = started.processorSeconds();
            for (int i = 0; i < CALLS; i++) {
                started.awaitAnswer(http, kind.answer());
            }
            var start = new Start(answer, ready, processor, started.residentMebibytes());
            started.end(ORDERLY);
            return start;
        }
    }

    private static void tell(List<Kind> kinds, List<Map<String, Start>> rounds, Report report) {
        if (rounds.isEmpty()) {
            report.line("  the machine was never calm: no figure");
            return;
        }
        for (var kind : kinds) {
            report.line(
                    "  %-20s median: first answer %.3f s, ready %.3f s, processor %.2f s, %.0f MiB",
                    kind.name(),
                    Rounds.median(of(kind.name(), rounds, Start::answer)),
                    Rounds.median(of(kind.name(), rounds, Start::ready)),
                    Rounds.median(of(kind.name(), rounds, Start::processor)),
                    Rounds.median(of(kind.name(), rounds, Start::memory)));
        }
        share("AOT cache / jar, first answer", AOT, Start::answer, AOT_AT_MOST, rounds, report);
        if (rounds.getFirst().containsKey(NATIVE)) {
            share(
                    "native / jar, first answer",
                    NATIVE,
                    Start::answer,
                    NATIVE_AT_MOST,
                    rounds,
                    report);
            share(
                    "native / jar, memory",
                    NATIVE,
                    Start::memory,
                    NATIVE_MEMORY_AT_MOST,
                    rounds,
                    report);
        }
    }

    private static void share(
            String what,
            String kind,
            ToDoubleFunction<Start> figure,
            double atMost,
            List<Map<String, Start>> rounds,
            Report report) {
        var of = of(kind, rounds, figure);
        var plain = of(PLAIN, rounds, figure);
        var shares = new ArrayList<Double>();
        for (int i = 0; i < of.size(); i++) {
            shares.add(of.get(i) / plain.get(i));
        }
        report.raw(what, shares);
        double median = Rounds.median(shares);
        report.figure(what, median, "", atMost + " or less", median <= atMost);
    }

    private static List<Double> of(
            String kind, List<Map<String, Start>> rounds, ToDoubleFunction<Start> figure) {
        return rounds.stream()
                .map(round -> figure.applyAsDouble(Objects.requireNonNull(round.get(kind))))
                .toList();
    }
}
