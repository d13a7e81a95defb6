package com.bestqi.kubernetes;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The keys of a service's configuration, read from its {@code @ConfigMapping} interfaces and
 * properties and those of the platform.
 *
 * @param known every key, {@code *} at the end of one for a map
 * @param required those that have no value unless somebody gives one
 */
record ConfigKeys(Set<String> known, Set<String> required) {
    private static final Pattern MAPPING =
            Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"\\)[^{]*\\{");
    private static final Pattern NESTED = Pattern.compile("interface (\\w+) \\{");
    private static final Pattern METHOD =
            Pattern.compile(
                    "((?:@\\w+(?:\\((?:\"[^\"]*\"|[^)\"])*\\))?\\s+)*)"
                            + "([\\w<>, .]+?)\\s+(\\w+)\\(\\);");
    private static final Pattern NAME = Pattern.compile("@WithName\\(\\s*\"([^\"]+)\"");
    private static final Pattern EXPRESSION =
            Pattern.compile("\\$\\{(bestqi\\.[a-z.-]+)(:[^}]*)?}");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");

    static ConfigKeys of(String service) {
        var known = new TreeSet<String>();
        var required = new TreeSet<String>();
        for (var module :
                List.of(
                        Repository.ROOT.resolve("platform"),
                        ServiceConfiguration.module(service))) {
            mappings(module, known, required);
        }
        var values = new TreeMap<String, String>();
        ServiceConfiguration.platform().forEach((key, value) -> put(values, key, value));
        ServiceConfiguration.own(service).forEach((key, value) -> put(values, key, value));
        for (var value : values.entrySet()) {
            if (value.getKey().startsWith("bestqi.")) {
                known.add(value.getKey());
            }
            EXPRESSION
                    .matcher(value.getValue())
                    .results()
                    .forEach(found -> {
                        known.add(found.group(1));
                        if (found.group(2) == null && !value.getValue().contains(":${")) {
                            required.add(found.group(1));
                        }
                    });
        }
        required.removeAll(values.keySet());
        return new ConfigKeys(known, required);
    }

    /** Those of the service's own code alone. */
    static ConfigKeys ofItself(String service) {
        var keys = new ConfigKeys(new TreeSet<>(), new TreeSet<>());
        mappings(ServiceConfiguration.module(service), keys.known(), keys.required());
        return keys;
    }

    private static void put(Map<String, String> values, Object key, Object value) {
        if (!key.toString().startsWith("%")) {
            values.put(key.toString(), value.toString());
        }
    }

    /** Whether a variable of the environment is one of the keys. */
    boolean knows(String variable) {
        return known.stream()
                .anyMatch(key ->
                        key.endsWith("*")
                                ? variable.startsWith(variable(key.substring(0, key.length() - 1)))
                                : variable.equals(variable(key)));
    }

    /** As MicroProfile Config looks a key up in the environment. */
    static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static void mappings(Path module, Set<String> known, Set<String> required) {
        for (var source : ServiceConfiguration.sources(module)) {
            var text = COMMENT.matcher(source).replaceAll("");
            var mapping = MAPPING.matcher(text);
            while (mapping.find()) {
                expand(mapping.group(1), body(text, mapping.end()), known, required);
            }
        }
    }

    /** What stands between a brace, which is before {@code from}, and the one that closes it. */
    private static String body(String text, int from) {
        int depth = 1;
        int at = from;
        while (depth > 0) {
            char character = text.charAt(at++);
            depth += character == '{' ? 1 : character == '}' ? -1 : 0;
        }
        return text.substring(from, at - 1);
    }

    private static void expand(
            String prefix, String body, Set<String> known, Set<String> required) {
        var nested = new HashMap<String, String>();
        var own = new StringBuilder(body);
        for (var group = NESTED.matcher(own); group.find(); group = NESTED.matcher(own)) {
            var inside = body(own.toString(), group.end());
            nested.put(group.group(1), inside);
            own.delete(group.start(), group.end() + inside.length() + 1);
        }
        var method = METHOD.matcher(own);
        while (method.find()) {
            var annotations = method.group(1) == null ? "" : method.group(1);
            var name = NAME.matcher(annotations);
            var key = prefix + "." + (name.find() ? name.group(1) : kebab(method.group(3)));
            var type = method.group(2).strip();
            if (nested.containsKey(type)) {
                expand(key, nested.get(type), known, required);
            } else if (type.startsWith("Map<")) {
                known.add(key + ".*");
            } else {
                known.add(key);
                if (!annotations.contains("@WithDefault") && !type.startsWith("Optional")) {
                    required.add(key);
                }
            }
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
