package com.bestqi.device.command;

import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.platform.problem.Violation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether arguments are what a device type declares for a command. */
final class CommandRules {
    private static final int LONGEST_TEXT = 1_000;

    private CommandRules() {}

    /** What is wrong with the arguments, field by field; empty when nothing is. */
    static List<Violation> violations(
            DeviceType.Command declared, Map<String, @Nullable Object> arguments) {
        var violations = new ArrayList<Violation>();
        declared.arguments()
                .forEach((name, argument) -> {
                    var wrong = wrong(argument, arguments.get(name));
                    if (wrong != null) {
                        violations.add(new Violation("arguments." + name, wrong));
                    }
                });
        if (!declared.arguments().keySet().containsAll(arguments.keySet())) {
            violations.add(new Violation("arguments", "has more than this command takes"));
        }
        return violations;
    }

    private static @Nullable String wrong(DeviceType.Argument declared, @Nullable Object value) {
        if (value == null) {
            return "must not be null";
        }
        return switch (declared.type()) {
            case "number" -> value instanceof Number n ? range(declared, n) : "must be a number";
            case "integer" -> whole(value) ? range(declared, (Number) value) : "must be whole";
            case "boolean" -> value instanceof Boolean ? null : "must be true or false";
            default -> value instanceof String text ? text(declared, text) : "must be a text";
        };
    }

    private static boolean whole(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof BigInteger;
    }

    private static @Nullable String range(DeviceType.Argument declared, Number number) {
        double value = number.doubleValue();
        double least = declared.min() == null ? -Double.MAX_VALUE : declared.min();
        double most = declared.max() == null ? Double.MAX_VALUE : declared.max();
        return value >= least && value <= most ? null : "is out of range";
    }

    private static @Nullable String text(DeviceType.Argument declared, String text) {
        if (declared.values() != null) {
            return declared.values().contains(text) ? null : "is none of the values it can have";
        }
        return !text.isBlank() && text.length() <= LONGEST_TEXT
                ? null
                : "must have 1 to " + LONGEST_TEXT + " characters";
    }
}
