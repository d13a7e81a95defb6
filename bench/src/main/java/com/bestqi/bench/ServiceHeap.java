package com.bestqi.bench;

import com.bestqi.endtoend.inspection.Databases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What lives in the heaps of the services: after a collection, as their own tool tells. Native
 * services have no such tool, and are left out.
 */
final class ServiceHeap {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)");
    private static final String JCMD =
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    private static final int MOST_SECONDS = 60;

    private final Map<String, Long> processes = new LinkedHashMap<>();

    ServiceHeap() {
        var here = Path.of("").toAbsolutePath();
        for (var service : Databases.ofServices()) {
            var jar =
                    here.resolve(service + "-service/target/quarkus-app/quarkus-run.jar")
                            .toString();
            ProcessHandle.allProcesses()
                    .filter(process -> runs(process, jar))
                    .findFirst()
                    .ifPresent(process -> processes.put(service, process.pid()));
        }
    }

    private static boolean runs(ProcessHandle process, String jar) {
        return process.info().arguments().map(List::of).orElse(List.of()).contains(jar);
    }

    /** Bytes that live in the heap of each service. */
    Map<String, Long> live() throws IOException, InterruptedException {
        var live = new LinkedHashMap<String, Long>();
        for (var process : processes.entrySet()) {
            var pid = process.getValue().toString();
            // It collects and counts at one stop: nothing is allocated in between.
            var total = TOTAL.matcher(said(JCMD, pid, "GC.class_histogram"));
            if (!total.find()) {
                throw new IOException(process.getKey() + " does not tell what lives in its heap");
            }
            live.put(process.getKey(), Long.parseLong(total.group(1)));
        }
        return live;
    }

    private static String said(String... command) throws IOException, InterruptedException {
        var tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!tool.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            tool.destroyForcibly();
        }
        return said;
    }
}
