package com.bestqi.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all parts share: one child process, its log file, and the wait until it is ready. */
final class ProcessPart {
    private final String name;
    private final Path log;
    private @Nullable ChildProcess process;

    ProcessPart(String name, Path dataDir) {
        this.name = name;
        this.log = dataDir.resolve("logs").resolve(name + ".log");
    }

    Path log() {
        return log;
    }

    synchronized ChildProcess process() {
        var running = process;
        if (running == null) {
            throw new StackException(name + " was not started");
        }
        return running;
    }

    synchronized boolean alive() {
        return process != null && process.alive();
    }

    synchronized void launch(ChildProcess.Launch launch) {
        if (alive()) {
            throw new StackException(name + " runs already");
        }
        try {
            Files.createDirectories(log.getParent());
        } catch (IOException e) {
            throw new StackException("cannot create " + log.getParent(), e);
        }
        process = ChildProcess.start(launch);
    }

    void launch(List<String> command, Map<String, String> environment, Path workFolder) {
        launch(
                new ChildProcess.Launch(
                        name, List.of(), command, environment, workFolder, log, "KILL"));
    }

    void awaitReady(Duration atMost, Part part) {
        var child = process();
        boolean settled = Waiting.until(atMost, () -> !child.alive() || part.ready());
        if (!child.alive()) {
            throw new StackException(
                    name + " ended with code " + child.exitCode() + " while starting; see " + log);
        }
        if (!settled) {
            stop(Duration.ZERO);
            throw new StackException(
                    name + " was not ready after " + atMost.toSeconds() + " s; see " + log);
        }
    }

    synchronized void stop(Duration atMost) {
        if (process != null) {
            process.stop(atMost);
        }
    }
}
