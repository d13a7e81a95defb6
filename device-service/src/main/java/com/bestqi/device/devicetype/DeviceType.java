package com.bestqi.device.devicetype;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kind of device.
 *
 * @param key the name by which pairings and devices refer to it
 * @param title what people call it; the first name of a device
 */
public record DeviceType(
        String key, String title, List<ReadingType> readings, List<Command> commands) {
    /** Copies the lists. */
    public DeviceType {
        readings = List.copyOf(readings);
        commands = List.copyOf(commands);
    }

    /** Whether the person is told at once of something it may report (PM-6). */
    public boolean raisesAlarms() {
        return readings.stream().anyMatch(ReadingType::alarm);
    }

    /** What the device may report under this name, if anything. */
    public Optional<ReadingType> reading(String type) {
        // A handful of them: a loop is faster than a map.
        for (var reading : readings) {
            if (reading.type().equals(type)) {
                return Optional.of(reading);
            }
        }
        return Optional.empty();
    }

    /** The command of this name, if the device knows it. */
    public Optional<Command> command(String name) {
        return commands.stream().filter(command -> command.name().equals(name)).findFirst();
    }

    /** A command the device understands. */
    public record Command(String name, Map<String, Argument> arguments) {
        /** Copies the map. */
        public Command {
            arguments = Map.copyOf(arguments);
        }
    }

    /** What an argument of a command may be; {@code type} is one of JSON Schema's. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Argument(
            String type,
            @Nullable Double min,
            @Nullable Double max,
            @Nullable List<String> values) {}
}
