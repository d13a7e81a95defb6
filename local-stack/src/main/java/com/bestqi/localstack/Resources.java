package com.bestqi.localstack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads the files that come with local-stack itself. */
final class Resources {
    private Resources() {}

    static String text(String name) {
        try (var stream = Resources.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new StackException("the resource " + name + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StackException("cannot read " + name, e);
        }
    }
}
