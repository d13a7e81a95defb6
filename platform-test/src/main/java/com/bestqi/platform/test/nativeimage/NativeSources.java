package com.bestqi.platform.test.nativeimage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Quarkus wrote for the native compiler instead of calling it. */
final class NativeSources {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONFIGURATION = "META-INF/native-image/";

    private final Map<String, JsonNode> types;
    private final List<Pattern> files;

    private NativeSources(Map<String, JsonNode> types, List<Pattern> files) {
        this.types = types;
        this.files = files;
    }

    /** Reads the folder {@code native-sources}. */
    static NativeSources read(Path folder) {
        try (var found = Files.list(folder)) {
            var jar =
                    found.filter(file -> file.toString().endsWith("-runner.jar"))
                            .findFirst()
                            .orElseThrow(() ->
                                    new IllegalStateException(
                                            "no jar for a compiler in " + folder));
            try (var zip = FileSystems.newFileSystem(jar)) {
                return new NativeSources(
                        types(json(zip.getPath(CONFIGURATION, "reflect-config.json"))),
                        files(json(zip.getPath(CONFIGURATION, "resource-config.json"))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static NativeSources of(JsonNode reflection, JsonNode resources) {
        return new NativeSources(types(reflection), files(resources));
    }

    private static JsonNode json(Path file) throws IOException {
        return JSON.readTree(Files.readAllBytes(file));
    }

    private static Map<String, JsonNode> types(JsonNode reflection) {
        var types = new HashMap<String, JsonNode>();
        reflection.forEach(entry -> types.put(entry.path("name").asText(), entry));
        return types;
    }

    private static List<Pattern> files(JsonNode resources) {
        var patterns = new ArrayList<Pattern>();
        resources
                .at("/resources/includes")
                .forEach(
                        include -> patterns.add(Pattern.compile(include.path("pattern").asText())));
        return patterns;
    }

    /** Whether Jackson can make, read and write a class in the program. */
    boolean isWhole(String name) {
        var entry = types.get(name);
        return entry != null
                && all(entry, "allDeclaredConstructors")
                && (all(entry, "allDeclaredFields") || all(entry, "allDeclaredMethods"));
    }

    boolean hasFields(String name) {
        var entry = types.get(name);
        return entry != null && all(entry, "allDeclaredFields");
    }

    /** Whether a method can be found, and its annotations with it. */
    boolean hasMethod(String type, String method) {
        var entry = types.get(type);
        return entry != null
                && (all(entry, "allDeclaredMethods")
                        || names(entry, "methods", method)
                        || names(entry, "queriedMethods", method));
    }

    private static boolean all(JsonNode entry, String what) {
        return entry.path(what).asBoolean(false);
    }

    private static boolean names(@Nullable JsonNode entry, String list, String method) {
        if (entry != null) {
            for (var one : entry.path(list)) {
                if (one.path("name").asText().equals(method)) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean hasFile(String name) {
        return files.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }
}
