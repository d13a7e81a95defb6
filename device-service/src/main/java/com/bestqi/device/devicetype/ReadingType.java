package com.bestqi.device.devicetype;

import com.bestqi.platform.inventory.DataCategory;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something a device type reports.
 *
 * @param unit how the value is counted; null for texts and bare numbers
 * @param alsoWritten other spellings of the unit that devices use
 * @param category the switch that collecting it needs (SD-2); null when the contract is enough
 * @param text whether it is a text rather than a number
 * @param min least value that can be true
 * @param max greatest value that can be true
 * @param alarm whether 1 means danger, which the person is told of at once (PM-6)
 */
public record ReadingType(
        String type,
        @Nullable String unit,
        List<String> alsoWritten,
        @Nullable String category,
        boolean text,
        double min,
        double max,
        boolean alarm) {
    /** Fills in what the catalogue leaves out. */
    public ReadingType {
        alsoWritten = alsoWritten == null ? List.of() : List.copyOf(alsoWritten);
    }

    /** Whether a reading that names this unit means what the catalogue means. */
    public boolean isCountedIn(String named) {
        return named.equals(unit) || alsoWritten.stream().anyMatch(named::equalsIgnoreCase);
    }

    /** What kinds of data it is, as a restriction may name them. */
    public Set<DataCategory> categories() {
        return switch (category) {
            case "sensitive.health" -> EnumSet.of(DataCategory.READING, DataCategory.HEALTH);
            case "sensitive.communications" ->
                    EnumSet.of(DataCategory.READING, DataCategory.COMMUNICATIONS);
            case null, default -> EnumSet.of(DataCategory.READING);
        };
    }

    /** Whether it may stay readable in the database: numbers that say nothing sensitive (SE-4). */
    public boolean plain() {
        return !text && category == null;
    }
}
