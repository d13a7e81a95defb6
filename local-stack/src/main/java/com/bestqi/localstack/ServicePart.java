package com.bestqi.localstack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One of the five services, from the jar that its module built. */
final class ServicePart implements Part {
    private static final Duration START = Duration.ofMinutes(5);

    private final String service;
    private final String url;
    private final Path dataDir;
    private final Map<String, String> environment;
    private final ProcessPart part;

    ServicePart(String service, Path dataDir, String url, Map<String, String> environment) {
        this.service = service;
        this.url = url;
        this.dataDir = dataDir;
        this.environment = new TreeMap<>(environment);
        this.part = new ProcessPart(service, dataDir);
    }

    /** Where the build leaves the runnable jar of a service. */
    static Path jar(String service) {
        var jar =
                PartsFolder.repository()
                        .resolve(service + "-service/target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new StackException(service + "-service is not built: run ./suite build");
        }
        return jar;
    }

    @Override
    public String name() {
        return service;
    }

    /** One more variable, from the next start on. */
    void variable(String name, String value) {
        environment.put(name, value);
    }

    @Override
    public ChildProcess process() {
        return part.process();
    }

    @Override
    public void start() {
        var heap = service.equals("device") ? "-Xmx640m" : "-Xmx384m";
        part.launch(
                Tools.java(
                        List.of(
                                heap,
                                "-XX:+UseSerialGC",
                                "-XX:+ExitOnOutOfMemoryError",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                                "-jar",
                                jar(service).toString())),
                environment,
                dataDir);
        part.awaitReady(START, this);
    }

    @Override
    public void stop(Duration atMost) {
        part.stop(atMost);
    }

    @Override
    public boolean ready() {
        return part.alive() && Http.answers(url + "/q/health/ready");
    }
}
