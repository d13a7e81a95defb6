package com.bestqi.device.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.device.devicetype.DeviceType.Argument;
import com.bestqi.device.devicetype.DeviceType.Command;
import com.bestqi.platform.problem.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandRulesTest {
    private static final Command DECLARED =
            new Command(
                    "set",
                    Map.of(
                            "level", new Argument("integer", 0.0, 10.0, null),
                            "celsius", new Argument("number", 5.0, 35.0, null),
                            "on", new Argument("boolean", null, null, null),
                            "mode", new Argument("string", null, null, List.of("heat", "cool")),
                            "text", new Argument("string", null, null, null)));
    private static final Map<String, Object> GOOD =
            Map.of("level", 3, "celsius", 21.5, "on", true, "mode", "heat", "text", "hello");

    @Test
    void whatIsDeclaredIsTaken() {
        assertThat(CommandRules.violations(DECLARED, GOOD)).isEmpty();
        assertThat(violations("celsius", 21)).isEmpty();
        assertThat(violations("level", 10L)).isEmpty();
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("level", 11),
                Arguments.of("level", -1),
                Arguments.of("level", 3.0),
                Arguments.of("level", "3"),
                Arguments.of("celsius", Double.NaN),
                Arguments.of("celsius", Double.POSITIVE_INFINITY),
                Arguments.of("celsius", "21"),
                Arguments.of("on", 1),
                Arguments.of("on", "true"),
                Arguments.of("mode", "warm"),
                Arguments.of("mode", List.of("heat")),
                Arguments.of("text", Map.of()),
                Arguments.of("text", " "),
                Arguments.of("text", "x".repeat(1_001)));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void whatIsNotDeclaredIsNamed(String argument, Object value) {
        assertThat(violations(argument, value))
                .extracting(Violation::field)
                .containsExactly("arguments." + argument);
    }

    @Test
    void whatIsMissingOrTooMuchIsNamed() {
        assertThat(CommandRules.violations(DECLARED, Map.of("secret", 1)))
                .extracting(Violation::field)
                .containsExactlyInAnyOrder(
                        "arguments",
                        "arguments.level",
                        "arguments.celsius",
                        "arguments.on",
                        "arguments.mode",
                        "arguments.text");
    }

    private static List<Violation> violations(String argument, Object value) {
        var changed = new HashMap<String, @Nullable Object>(GOOD);
        changed.put(argument, value);
        return CommandRules.violations(DECLARED, changed);
    }
}
