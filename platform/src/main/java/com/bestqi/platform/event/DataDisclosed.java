package com.bestqi.platform.event;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody outside received data about a person (SH-2); whoever lets them have it says so in the
 * transaction that does, or that decides it. What was disclosed is not in it, only of what kind.
 *
 * @param disclosureId the same when it is told again
 * @param recipient its id in the register of recipients
 * @param purpose key of a purpose, for instance {@code PU-1}
 * @param categories kinds of data by their keys, for instance {@code location}
 * @param at when they received it
 */
public record DataDisclosed(
        UUID accountId,
        UUID disclosureId,
        String recipient,
        String purpose,
        Set<String> categories,
        Instant at)
        implements Event {
    /** Copies the set. */
    public DataDisclosed {
        categories = Set.copyOf(categories);
    }

    @Override
    public String topic() {
        return Topics.DISCLOSURE_EVENTS;
    }

    @Override
    public String key() {
        return accountId.toString();
    }
}
