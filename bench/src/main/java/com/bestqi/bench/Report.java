package com.bestqi.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What a measurement says, on paper and as JSON. */
final class Report {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final PrintStream out;
    private final ObjectNode json = JSON.createObjectNode();
    private final String name;
    private final Instant begun = Instant.now();

    Report(String name, PrintStream out) {
        this.name = name;
        this.out = out;
        json.put("name", name);
        json.put("begun", begun.toString());
    }

    void head() {
        var machine =
                "%d cores, %d MiB heap for the bench, Java %s, %s %s"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                Runtime.getRuntime().maxMemory() >> 20,
                                System.getProperty("java.version"),
                                System.getProperty("os.name"),
                                System.getProperty("os.version"));
        json.put("machine", machine);
        out.println();
        out.println("== " + name + " == " + machine);
    }

    void line(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }

    /** A figure beside its goal. */
    void figure(String what, double value, String unit, String goal, boolean met) {
        out.printf(
                Locale.ROOT,
                "  %-52s %10.2f %-6s goal %-22s %s%n",
                what,
                value,
                unit,
                goal,
                met ? "met" : "NOT MET");
        var figure = json.withArray("figures").addObject();
        figure.put("what", what).put("value", value).put("unit", unit);
        figure.put("goal", goal).put("met", met);
    }

    /** The raw values behind a figure. */
    void raw(String what, List<Double> values) {
        var array = json.withObject("/raw").putArray(what);
        values.forEach(array::add);
    }

    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        var file = folder.resolve(name + "-" + begun.getEpochSecond() + ".json");
        JSON.writeValue(file.toFile(), json);
        return file;
    }
}
