package com.bestqi.device.smartdevice;

import com.bestqi.device.devicetype.DeviceTypes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which firmware is the newest of each type of device, as whoever runs the service says (DV-1). */
@ApplicationScoped
class NewestFirmware {
    private static final Pattern BETWEEN = Pattern.compile("[^0-9A-Za-z]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Comparator<String> BY_PART =
            Comparator.<String, Long>comparing(NewestFirmware::number)
                    .thenComparing(part -> isNumber(part) ? "" : part);

    private final Map<String, String> byType;

    /** A type that is not in the catalogue ends the start. */
    NewestFirmware(SmartDeviceConfig config, DeviceTypes types) {
        this.byType =
                config.newestFirmware().orElse(List.of()).stream()
                        .map(entry -> entry.split("=", 2))
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        entry -> types.find(entry[0].strip()).orElseThrow().key(),
                                        entry -> entry[1].strip()));
    }

    /** The newest version for a device of this type, when the device has an older one. */
    Optional<String> newerThan(String deviceType, String version) {
        return Optional.ofNullable(byType.get(deviceType))
                .filter(newest -> compare(newest, version) > 0);
    }

    /** Part by part, numbers as numbers; a number is newer than a word, as in 2.0 and 2.0-beta. */
    static int compare(String one, String other) {
        var ones = BETWEEN.split(one);
        var others = BETWEEN.split(other);
        for (int i = 0; i < Math.max(ones.length, others.length); i++) {
            int by = BY_PART.compare(part(ones, i), part(others, i));
            if (by != 0) {
                return by;
            }
        }
        return 0;
    }

    private static String part(String[] parts, int index) {
        return index < parts.length ? parts[index] : "0";
    }

    private static long number(String part) {
        return isNumber(part) ? Long.parseLong(part) : -1;
    }

    private static boolean isNumber(String part) {
        return NUMBER.matcher(part).matches();
    }
}
