package com.bestqi.kubernetes;

import com.bestqi.localstack.Services;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** What the services' own configuration and code say. */
final class ServiceConfiguration {
    private static final Pattern SECONDS = Pattern.compile("(\\d+)[sS]|PT(\\d+)S");

    private static final Map<Path, List<String>> SOURCES = new ConcurrentHashMap<>();

    private ServiceConfiguration() {}

    static List<String> services() {
        return Services.ALL;
    }

    static Path module(String service) {
        return Repository.ROOT.resolve(service + "-service");
    }

    /** Of the service, and else the platform's default. */
    static String property(String service, String name) {
        var own = own(service);
        return own.containsKey(name) ? own.getProperty(name) : platform().getProperty(name);
    }

    static Properties own(String service) {
        return load(module(service).resolve("src/main/resources/application.properties"));
    }

    static Properties platform() {
        return load(
                Repository.ROOT.resolve(
                        "platform/src/main/resources/META-INF/microprofile-config.properties"));
    }

    private static Properties load(Path file) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(Repository.text(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    /** How long a service takes to stop at most. */
    static int shutdownSeconds() {
        return seconds("quarkus.shutdown.delay") + seconds("quarkus.shutdown.timeout");
    }

    private static int seconds(String name) {
        var value = platform().getProperty(name, "0s");
        var form = SECONDS.matcher(value);
        if (!form.matches()) {
            throw new IllegalArgumentException(name + " is not in seconds: " + value);
        }
        return Integer.parseInt(form.group(1) == null ? form.group(2) : form.group(1));
    }

    /** The Java sources of a module. */
    static List<String> sources(Path module) {
        return SOURCES.computeIfAbsent(
                module,
                folder ->
                        Repository.files(folder.resolve("src/main/java"), ".java").stream()
                                .map(Repository::text)
                                .toList());
    }

    /** What a pattern's first group finds in the sources of the service and of the platform. */
    static Set<String> found(String service, Pattern pattern) {
        var found = new TreeSet<String>();
        for (var module : List.of(Repository.ROOT.resolve("platform"), module(service))) {
            for (var source : sources(module)) {
                pattern.matcher(source).results().forEach(match -> found.add(match.group(1)));
            }
        }
        return found;
    }
}
