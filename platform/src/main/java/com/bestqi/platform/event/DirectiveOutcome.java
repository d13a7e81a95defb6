package com.bestqi.platform.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A participant's signed answer to a directive.
 *
 * @param service the participant
 * @param kind what the directive asked for; absent, as from older participants, is an erasure
 * @param statement JWS of the {@code OutcomeStatement}: counts per store and what was read back; of
 *     a restriction or its end, JWS of the {@code RestrictionStatement}
 */
public record DirectiveOutcome(
        UUID accountId,
        UUID requestId,
        long epoch,
        String service,
        SubjectDirective.@Nullable Kind kind,
        String statement)
        implements Event {

    /** Absent is an erasure. */
    public DirectiveOutcome {
        kind = kind == null ? SubjectDirective.Kind.ERASE : kind;
    }

    /** The answer to an ERASE. */
    public DirectiveOutcome(
            UUID accountId, UUID requestId, long epoch, String service, String statement) {
        this(accountId, requestId, epoch, service, SubjectDirective.Kind.ERASE, statement);
    }

    /** Whether it answers an ERASE_PART. */
    public boolean ofPart() {
        return kind == SubjectDirective.Kind.ERASE_PART;
    }

    /** Whether it answers an ERASE. */
    public boolean ofErasure() {
        return kind == SubjectDirective.Kind.ERASE;
    }

    @Override
    public String topic() {
        return Topics.DIRECTIVE_OUTCOMES;
    }

    @Override
    public String key() {
        return accountId.toString();
    }
}
