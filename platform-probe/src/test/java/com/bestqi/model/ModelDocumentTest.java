package com.bestqi.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Model, TLA+ and table say the same, and name what is there: none of them drifts from the others.
 */
class ModelDocumentTest {
    private static final Path ROOT = Path.of("..");
    private static final Path DOCUMENTS = ROOT.resolve("docs/model");
    private static final Pattern ROW =
            Pattern.compile("^\\| `(\\w+)` \\| `(\\w+)` \\| (.+) \\| .+ \\|$", Pattern.MULTILINE);
    private static final Pattern METHOD = Pattern.compile("`(\\w+)\\.(\\w+)`");

    @Test
    void theActionsInTlaAreThoseOfTheModel() throws IOException {
        var tla = tla();
        var next = between(tla, "\nPeople ==", "\n\\* Machines that can do something");
        var named = words(next, "\\b([A-Z]\\w+)");
        named.removeAll(Set.of("People", "MachineOf", "Faults", "Next", "Party"));

        assertThat(named).containsExactlyInAnyOrderElementsOf(actions());
        assertThat(words(tla, "(?m)^(\\w+)(?:\\(p\\))? ==")).containsAll(named);
    }

    @Test
    void whatMustHoldInTlaIsWhatTheModelChecks() throws IOException {
        var rules =
                Stream.concat(
                                Stream.concat(
                                                Arrays.stream(Rule.values()),
                                                Arrays.stream(Goal.values()))
                                        .map(Enum::name),
                                Stream.of(Checker.COME_TO_REST))
                        .map(Action::camelCase)
                        .toList();
        var properties = tla();
        properties = properties.substring(properties.indexOf("(* What must hold"));

        assertThat(words(properties, "(?m)^(\\w+) =="))
                .containsAll(rules)
                .hasSize(rules.size() + Set.of("Asked", "Ended").size());
    }

    @Test
    void theVariablesInTlaAreThoseOfTheModel() throws IOException {
        var start = between(tla(), "\nEmptyDatabase ==", "(* What the actions are made of.");
        var named = words(start, "\\b([a-z]\\w*) \\|->");
        var variables =
                Arrays.stream(Variables.class.getDeclaredFields())
                        .filter(field ->
                                field.getType() == Field.class || field.getType() == Field[].class)
                        .filter(field -> !Modifier.isPrivate(field.getModifiers()))
                        .map(field -> Action.camelCase(field.getName()))
                        .map(name ->
                                name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1))
                        .collect(Collectors.toCollection(TreeSet::new));

        // A variable of its own in TLA+, and sets that have two fields here.
        variables.removeAll(Set.of("faults", "outcomesToo", "backupOfOutbox"));
        // Only mutants need them.
        variables.removeAll(Set.of("certificateId", "casesOpened"));
        named.remove("database");
        assertThat(named).isEqualTo(variables);
    }

    @Test
    void theTableNamesEveryActionAndMethodsThatAreThere() throws IOException {
        var rows =
                ROW.matcher(Files.readString(DOCUMENTS.resolve("README.md"), UTF_8))
                        .results()
                        .toList();

        assertThat(rows).extracting(row -> row.group(2)).containsExactlyElementsOf(names());
        assertThat(rows).extracting(row -> row.group(1)).containsExactlyElementsOf(actions());
        for (var row : rows) {
            var methods = METHOD.matcher(row.group(3)).results().toList();
            for (var method : methods) {
                assertThat(source(method.group(1)))
                        .as(method.group())
                        .containsPattern("\\b" + method.group(2) + "\\(");
            }
        }
    }

    private static String source(String type) throws IOException {
        try (var modules = Files.list(ROOT)) {
            for (var module : modules.map(at -> at.resolve("src/main/java")).toList()) {
                if (Files.isDirectory(module)) {
                    try (var files = Files.walk(module)) {
                        var found = files.filter(file -> file.endsWith(type + ".java")).findFirst();
                        if (found.isPresent()) {
                            return Files.readString(found.get(), UTF_8);
                        }
                    }
                }
            }
        }
        throw new AssertionError("no source of " + type);
    }

    private static Collection<String> actions() {
        return Arrays.stream(Action.values()).map(Action::tlaName).toList();
    }

    private static Collection<String> names() {
        return Arrays.stream(Action.values()).map(Enum::name).toList();
    }

    private static String tla() throws IOException {
        return Files.readString(DOCUMENTS.resolve("Erasure.tla"), UTF_8);
    }

    private static String between(String text, String first, String last) {
        int from = text.indexOf(first);
        return text.substring(from, text.indexOf(last, from));
    }

    private static Set<String> words(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
