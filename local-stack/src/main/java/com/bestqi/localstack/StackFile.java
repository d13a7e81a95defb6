package com.bestqi.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code .local/stack.env}: where the running stack is found; there only while one runs. */
public final class StackFile {
    private final Path file;

    /** The file of the stack that {@code ./suite up} starts. */
    public StackFile() {
        this(PartsFolder.repository().resolve(".local/stack.env"));
    }

    StackFile(Path file) {
        this.file = file;
    }

    /** Where data lie unless told otherwise. */
    public static Path usualDataDir() {
        return PartsFolder.repository().resolve(".local/data");
    }

    /** The addresses of the running stack, if there is one and its gateway answers. */
    public Optional<Map<String, String>> running() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var addresses = new LinkedHashMap<String, String>();
            for (var line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    addresses.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
            var gateway = addresses.getOrDefault("GATEWAY_URL", "");
            return Http.answers(gateway + "/health/live")
                    ? Optional.of(addresses)
                    : Optional.empty();
        } catch (IOException e) {
            throw new StackException("cannot read " + file, e);
        }
    }

    /** It holds a password, so its owner alone may read it; it appears whole or not at all. */
    void write(Map<String, String> addresses) {
        var text = new StringBuilder();
        addresses.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        SecretFile.write(file, text.toString());
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StackException("cannot remove " + file, e);
        }
    }
}
