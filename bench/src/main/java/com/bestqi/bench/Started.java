package com.bestqi.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One program from its fork on; it ends with this process at the latest. */
final class Started implements AutoCloseable {
    private static final long LOOK_EVERY = 5_000_000;
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final int TICKS_A_SECOND = 100;

    private final Process process;
    private final Path log;
    private final Thread atExit;
    private final long begun;

    private Started(Process process, Path log, long begun) {
        this.process = process;
        this.log = log;
        this.begun = begun;
        atExit = Thread.ofPlatform().unstarted(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    static Started fork(List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ"));
        builder.environment().putAll(environment);
        long begun = System.nanoTime();
        return new Started(builder.start(), log, begun);
    }

    /** Seconds from the fork until an address answers 200, by ever so small steps. */
    double awaitAnswer(HttpClient http, URI address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
        while (true) {
            if (listens(address) && answers(http, request)) {
                return (System.nanoTime() - begun) / 1e9;
            }
            if (!process.isAlive() || System.nanoTime() - begun > LONGEST.toNanos()) {
                throw new IllegalStateException("it does not start; see " + log);
            }
            LockSupport.parkNanos(LOOK_EVERY);
        }
    }

    /** Cheaper than a call, for whom it watches shares the processors with it. */
    private static boolean listens(URI address) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()),
                    1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean answers(HttpClient http, HttpRequest request)
            throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            return false; // nobody listens there so far
        }
    }

    /** Memory of the process that is in RAM, in MiB. */
    double residentMebibytes() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc", pid(), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
            }
        }
        throw new IllegalStateException("no VmRSS of " + pid());
    }

    /** Seconds of processor time so far. */
    double processorSeconds() throws IOException {
        var line = Files.readString(Path.of("/proc", pid(), "stat"));
        var fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / (double) TICKS_A_SECOND;
    }

    private String pid() {
        return Long.toString(process.pid());
    }

    /** Asks it to end, as an operator does, and waits so long at most. */
    void end(Duration atMost) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
