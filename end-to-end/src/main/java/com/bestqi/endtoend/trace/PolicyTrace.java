package com.bestqi.endtoend.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * {@code trace ROOT}, the last step of {@code ./suite test}: writes {@code docs/policy-trace.md},
 * every clause of the policy in force with the tests that show it. Exit code 1 when a clause has no
 * passing test, or a test names a clause that the policy does not have.
 */
public final class PolicyTrace {
    private static final Pattern CLAUSE = Pattern.compile("[A-Z]{2}-[0-9]+[a-z]?");
    private static final String POLICIES = "consent-service/src/main/resources/policies";
    private static final String REPORT = "docs/policy-trace.md";

    /** Clause, then module, then classes. */
    private final Map<String, TreeMap<String, TreeSet<String>>> shown = new TreeMap<>();

    private final Path root;

    PolicyTrace(Path root) {
        this.root = root;
    }

    /** Runs the command. */
    public static void main(String[] arguments) throws IOException {
        System.exit(new PolicyTrace(Path.of(arguments[0])).run(System.out));
    }

    /** Writes the matrix and returns the exit code. */
    int run(PrintStream out) throws IOException {
        var clauses = clauses();
        for (var module : modules()) {
            read(module);
        }
        Files.writeString(root.resolve(REPORT), text(clauses));
        var problems = new ArrayList<String>();
        clauses.keySet().stream()
                .filter(clause -> !shown.containsKey(clause))
                .forEach(clause -> problems.add("no passing test shows " + clause));
        shown.keySet().stream()
                .filter(clause -> !clauses.containsKey(clause))
                .forEach(clause ->
                        problems.add(shown.get(clause) + " names " + clause + ", not a clause"));
        problems.forEach(problem -> out.println("policy: " + problem));
        if (problems.isEmpty()) {
            out.printf("policy: each of %d clauses is shown by a passing test%n", clauses.size());
        }
        return problems.isEmpty() ? 0 : 1;
    }

    /** The clauses of all versions of the policy, each with the title of its section. */
    private Map<String, String> clauses() throws IOException {
        var json = new ObjectMapper();
        Map<String, String> clauses = new LinkedHashMap<>();
        for (var file : listed(root.resolve(POLICIES), "*.json")) {
            for (JsonNode section : json.readTree(file.toFile()).required("sections")) {
                for (JsonNode clause : section.required("clauses")) {
                    clauses.put(clause.asText(), section.required("title").path("en").asText());
                }
            }
        }
        return clauses;
    }

    private List<Path> modules() throws IOException {
        return listed(root, "*").stream()
                .filter(module -> Files.isDirectory(module.resolve("target/test-classes")))
                .toList();
    }

    private void read(Path module) throws IOException {
        var tags = TestTags.in(module.resolve("target/test-classes"));
        for (var kind : List.of("surefire-reports", "failsafe-reports")) {
            var reports = module.resolve("target").resolve(kind);
            if (Files.isDirectory(reports)) {
                for (var report : listed(reports, "TEST-*.xml")) {
                    TestReport.read(report).stream()
                            .filter(TestReport.Ran::passed)
                            .forEach(ran -> note(module, ran, tags));
                }
            }
        }
    }

    private void note(Path module, TestReport.Ran ran, TestTags tags) {
        var className = ran.className().replaceFirst(".*\\.", "").replaceFirst("\\$.*", "");
        tags.of(ran.className(), ran.method()).stream()
                .filter(tag -> CLAUSE.matcher(tag).matches())
                .forEach(clause ->
                        shown.computeIfAbsent(clause, _ -> new TreeMap<>())
                                .computeIfAbsent(
                                        module.getFileName().toString(), _ -> new TreeSet<>())
                                .add(className));
    }

    private static List<Path> listed(Path folder, String glob) throws IOException {
        List<Path> listed = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
            files.forEach(listed::add);
        }
        Collections.sort(listed);
        return listed;
    }

    private String text(Map<String, String> clauses) {
        var text = new StringBuilder();
        text.append("# Which tests show which clause of the policy\n\n");
        text.append("Made by `./suite test` from the reports of its run; only tests that passed ");
        text.append("are in it. A clause without one fails the build.\n");
        text.append("What a clause promises: `GET /v1/policies/current`.\n");
        String section = "";
        for (var clause : clauses.entrySet()) {
            if (!clause.getValue().equals(section)) {
                section = clause.getValue();
                text.append("\n## ").append(section).append("\n| clause | tests |\n|---|---|\n");
            }
            text.append("| ").append(clause.getKey()).append(" | ");
            text.append(tests(clause.getKey())).append(" |\n");
        }
        return text.toString();
    }

    private String tests(String clause) {
        return shown.getOrDefault(clause, new TreeMap<>()).entrySet().stream()
                .map(module -> module.getKey() + ": " + String.join(", ", module.getValue()))
                .reduce((one, other) -> one + "; " + other)
                .orElse("**none**");
    }
}
