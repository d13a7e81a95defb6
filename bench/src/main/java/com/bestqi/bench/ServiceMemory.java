package com.bestqi.bench;

import com.bestqi.endtoend.client.StackAddresses;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What memory device-service needs, after a collection of what it no longer does. */
record ServiceMemory(double heapMib, double residentMib) {
    private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"";
    private static final long PATIENCE_SECONDS = 60;

    static ServiceMemory ofDeviceService(StackAddresses stack)
            throws IOException, InterruptedException {
        int port = URI.create(String.valueOf(stack.values().get("DEVICE_URL"))).getPort();
        long pid = process(port);
        collect(pid);
        return new ServiceMemory(
                heap(String.valueOf(stack.values().get("DEVICE_MANAGEMENT_URL"))), resident(pid));
    }

    /** It was told its port by its environment. */
    private static long process(int port) throws IOException {
        var told = "QUARKUS_HTTP_PORT=" + port + "\0";
        for (var process : ProcessHandle.allProcesses().toList()) {
            var environment = Path.of("/proc", Long.toString(process.pid()), "environ");
            if (Files.isReadable(environment)
                    && new String(read(environment), StandardCharsets.UTF_8).contains(told)) {
                return process.pid();
            }
        }
        throw new IllegalStateException("no process was given port " + port);
    }

    /** Empty of a process that ended meanwhile, or is another's. */
    private static byte[] read(Path environment) {
        try {
            return Files.readAllBytes(environment);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static void collect(long pid) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var collecting =
                new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!collecting.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                || collecting.exitValue() != 0) {
            throw new IllegalStateException("jcmd could not reach device-service");
        }
    }

    private static double heap(String management) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(management + "/q/metrics")).build();
        try (var http = HttpClient.newHttpClient()) {
            double bytes =
                    http.send(request, BodyHandlers.ofString())
                            .body()
                            .lines()
                            .filter(line -> line.startsWith(HEAP))
                            .mapToDouble(line ->
                                    Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                            .sum();
            if (bytes == 0) {
                throw new IllegalStateException("device-service does not tell its heap");
            }
            return bytes / (1 << 20);
        }
    }

    private static double resident(long pid) throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
            }
        }
        throw new IllegalStateException("a process without memory");
    }
}
