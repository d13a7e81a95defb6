package com.bestqi.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The largest heap of a program, which must leave room for all else in the memory of its pod. */
final class Heap {
    private static final Pattern MOST = Pattern.compile("-Xmx(\\d+)([mg])");
    private static final double OF_A_NATIVE_PROGRAM = 0.75;
    private static final double OF_A_JVM = 0.60;

    private Heap() {}

    /** Whether a heap is set, by argument to a native program or by options to a JVM, and fits. */
    static boolean fits(JsonNode container) {
        var limit = container.at("/resources/limits/memory");
        var arguments = largest(Manifests.stream(container.path("args")).map(JsonNode::asText));
        var options =
                largest(
                        Manifests.stream(container.path("env"))
                                .filter(variable ->
                                        variable.path("name").asText().equals("JAVA_TOOL_OPTIONS"))
                                .map(variable -> variable.path("value").asText()));
        if (limit.isMissingNode()) {
            return true; // another rule's
        }
        if (arguments.isPresent() == options.isPresent()) {
            return false;
        }
        double memory = Quantity.bytes(limit.asText());
        return arguments.isPresent()
                ? arguments.getAsLong() <= OF_A_NATIVE_PROGRAM * memory
                : options.getAsLong() <= OF_A_JVM * memory;
    }

    private static OptionalLong largest(Stream<String> texts) {
        return texts.flatMap(text -> MOST.matcher(text).results())
                .mapToLong(found ->
                        Long.parseLong(found.group(1)) << (found.group(2).equals("g") ? 30 : 20))
                .max();
    }
}
