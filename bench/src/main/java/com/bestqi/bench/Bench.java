package com.bestqi.bench;

import com.bestqi.endtoend.client.StackAddresses;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The command {@code ./suite bench [NAME...]}; the stack's addresses are in the environment. */
public final class Bench {
    private static final Path RESULTS = Path.of("bench", "results");

    private Bench() {}

    /** One thing to measure. */
    interface Measurement {
        /** Measures and reports; whatever is wrong with the data itself is an exception. */
        void run(StackAddresses stack, Report report) throws Exception;
    }

    /** How much of something, as the environment says or as usual. */
    static int number(String variable, int usual) {
        return Integer.parseInt(System.getenv().getOrDefault(variable, Integer.toString(usual)));
    }

    /** Runs the measurements named, or all. */
    public static void main(String[] names) throws Exception {
        // Kafka's client would say that it has nowhere to log to.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(run(List.of(names), System.out));
    }

    private static int run(List<String> names, PrintStream out) throws Exception {
        Map<String, Measurement> all = new LinkedHashMap<>();
        all.put("outbox", new OutboxBench());
        all.put("erasure", new ErasureBench());
        all.put("audit", new AuditBench());
        all.put("retention", new RetentionBench());
        all.put("consent", new ConsentBench());
        all.put("overload", new OverloadBench());
        all.put("announce", new AnnounceBench());
        all.put("streams", new StreamsBench());
        all.put("alerts", new AlertsBench());
        all.put("ingest", new IngestBench());
        all.put("startup", new StartupBench());
        all.put("growth", new GrowthBench());
        all.put("export", new ExportBench());
        all.put("requests", new RequestsBench());
        for (var name : names) {
            if (!all.containsKey(name)) {
                out.println(
                        "bench: there is no " + name + ", but " + String.join(", ", all.keySet()));
                return 2;
            }
        }
        var stack = new StackAddresses(System.getenv());
        for (var entry : all.entrySet()) {
            if (names.isEmpty() || names.contains(entry.getKey())) {
                measure(entry.getKey(), entry.getValue(), stack, out);
            }
        }
        return 0;
    }

    private static void measure(
            String name, Measurement measurement, StackAddresses stack, PrintStream out)
            throws Exception {
        var report = new Report(name, out);
        report.head();
        measurement.run(stack, report);
        save(report, out);
    }

    private static void save(Report report, PrintStream out) throws IOException {
        out.println("written to " + report.write(RESULTS));
    }
}
