package com.bestqi.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One of the five services, from the jar that its module built. */
final class ServicePart implements Part {
    private static final Duration START = Duration.ofMinutes(5);

    private final String name;
    private final String service;
    private final String management;
    private final Path dataDir;
    private final Map<String, String> environment;
    private final ProcessPart part;
    private boolean recording;
    private volatile Path checkout = PartsFolder.repository();

    /**
     * A replica of a service; the first has the name of the service.
     *
     * @param management where it answers whether it is ready
     */
    ServicePart(
            String name,
            String service,
            Path dataDir,
            String management,
            Map<String, String> environment) {
        this.name = name;
        this.service = service;
        this.management = management;
        this.dataDir = dataDir;
        this.environment = new TreeMap<>(environment);
        this.part = new ProcessPart(name, dataDir);
    }

    /** Takes the program from a built checkout, from the next start on. */
    void builtIn(Path folder) {
        checkout = folder;
    }

    /** Where the build leaves the runnable jar. */
    Path jar() {
        var jar = checkout.resolve(service + "-service/target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new StackException(service + "-service is not built: run ./suite build");
        }
        return jar;
    }

    @Override
    public String name() {
        return name;
    }

    /** One more variable, from the next start on. */
    void variable(String name, String value) {
        environment.put(name, value);
    }

    /** Whether the next start is a quick one, with a cache of what the program loads. */
    boolean cached() {
        return Files.exists(cache());
    }

    void forgetCache() {
        try {
            Files.deleteIfExists(cache());
        } catch (IOException e) {
            throw new StackException("cannot remove " + cache(), e);
        }
    }

    /** Has the next start write such a cache, which it does when it is stopped in good order. */
    void record() {
        recording = true;
    }

    /** Uses what was recorded, from the next start on. */
    void keepRecording() {
        recording = false;
        try {
            Files.move(recorded(), cache(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StackException("no AOT cache of " + service + ": see " + part.log(), e);
        }
    }

    private Path cache() {
        return jar().resolveSibling("app.aot");
    }

    private Path recorded() {
        return jar().resolveSibling("app.aot.new");
    }

    @Override
    public ChildProcess process() {
        return part.process();
    }

    @Override
    public void start() {
        var options =
                new ArrayList<>(
                        List.of(
                                service.equals("device") ? "-Xmx640m" : "-Xmx384m",
                                "-XX:+UseSerialGC",
                                "-XX:+ExitOnOutOfMemoryError",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "--add-opens=java.base/java.lang=ALL-UNNAMED"));
        if (recording) {
            options.add("-XX:AOTCacheOutput=" + recorded());
        } else if (cached()) {
            // One that does not fit this JDK or these jars is passed over by the JVM itself.
            options.add("-XX:AOTCache=" + cache());
        }
        options.addAll(List.of("-jar", jar().toString()));
        part.launch(Tools.java(options), environment, dataDir);
        part.awaitReady(START, this);
    }

    @Override
    public void stop(Duration atMost) {
        part.stop(atMost);
    }

    @Override
    public boolean ready() {
        return part.alive() && Http.answers(management + "/q/health/ready");
    }
}
