package com.bestqi.platform.event;

import java.time.Instant;
import java.util.UUID;

/**
 * An instruction about a person that every participant carries out and answers with a {@link
 * DirectiveOutcome}.
 *
 * @param epoch grows with every directive about this person; an older one never undoes a newer one
 */
public record SubjectDirective(UUID accountId, UUID requestId, Kind kind, long epoch, Instant at)
        implements Event {

    /** What is to be done. */
    public enum Kind {
        /** Erase everything about the person, for good. */
        ERASE
    }

    @Override
    public String topic() {
        return Topics.SUBJECT_DIRECTIVES;
    }

    @Override
    public String key() {
        return accountId.toString();
    }
}
