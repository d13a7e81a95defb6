package com.bestqi.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * One process of the stack, bound to the life of this one: the kernel ends it when this process
 * dies, however that happens. It sees only the environment it is given, and writes to its log file.
 */
public final class ChildProcess {
    /** What a child inherits; everything else is given to it by name. */
    private static final List<String> INHERITED =
            List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR");

    /**
     * The kernel sends the death signal when the <em>thread</em> that forked ends, so one thread
     * that lives as long as the process starts all children.
     */
    private static final ExecutorService STARTER =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("child-starter").factory());

    private final Launch launch;
    private final Process process;

    private ChildProcess(Launch launch, Process process) {
        this.launch = launch;
        this.process = process;
    }

    /**
     * What to start.
     *
     * @param demotion a prefix that takes rights away from the command, mostly empty
     * @param deathSignal what the kernel sends when this process dies, for example KILL
     */
    record Launch(
            String name,
            List<String> demotion,
            List<String> command,
            Map<String, String> environment,
            Path workFolder,
            Path log,
            String deathSignal) {}

    /**
     * An interrupt does not leave a process behind that nobody knows: the fork is waited for, then
     * reported.
     */
    static ChildProcess start(Launch launch) {
        var forked = STARTER.submit(() -> fork(launch));
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return forked.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new StackException("cannot start " + launch.name() + ": " + e.getCause(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static ChildProcess fork(Launch launch) throws IOException {
        // A change of user clears the death signal, so it is set after it.
        var command = new ArrayList<String>(Tools.ownSession());
        command.addAll(launch.demotion());
        command.addAll(Tools.dieWithParent(launch.deathSignal()));
        command.addAll(launch.command());
        var builder =
                new ProcessBuilder(command)
                        .directory(launch.workFolder().toFile())
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
        var environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        environment.putAll(launch.environment());
        return new ChildProcess(launch, builder.start());
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Returns whether the process exists. */
    public boolean alive() {
        return process.isAlive();
    }

    /** How the process ended; only to be asked once it did. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Completes when the process has ended. */
    public CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** Ends the process at once, as a crash would (SIGKILL), and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }

    /** Freezes the process (SIGSTOP). */
    public void pause() {
        Signals.send("STOP", pid());
    }

    /** Lets a frozen process go on (SIGCONT). */
    public void resume() {
        Signals.send("CONT", pid());
    }

    /**
     * Asks with the signal that ends it in an orderly way, then ends it hard if that takes longer
     * than {@code atMost}.
     */
    void stop(Duration atMost) {
        if (!process.isAlive()) {
            return;
        }
        resume();
        if (launch.deathSignal().equals("INT")) {
            Signals.send("INT", pid());
        } else {
            process.destroy();
        }
        if (!awaitEnd(atMost)) {
            kill();
        }
    }

    private boolean awaitEnd(Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * When the kernel started the process, in milliseconds; with the pid it names a process for
     * ever.
     */
    long startedAt() {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /**
     * Runs a short command to its end and returns its output; a failure carries the output in its
     * message.
     */
    static String run(
            String name,
            List<String> demotion,
            List<String> command,
            Map<String, String> environment,
            Path workFolder) {
        try {
            var log = Files.createTempFile("bestqi-" + name, ".log");
            try {
                var child =
                        start(
                                new Launch(
                                        name,
                                        demotion,
                                        command,
                                        environment,
                                        workFolder,
                                        log,
                                        "KILL"));
                int code = child.process.waitFor();
                var output = Files.readString(log);
                if (code != 0) {
                    throw new StackException(
                            name + " ended with code " + code + ": " + output.strip());
                }
                return output;
            } finally {
                Files.deleteIfExists(log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while running " + name, e);
        }
    }
}
