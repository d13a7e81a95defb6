package com.bestqi.platform.event;

import java.util.UUID;

/**
 * A participant's signed answer to a directive.
 *
 * @param service the participant
 * @param statement JWS of the {@code OutcomeStatement}: counts per store and what was read back
 */
public record DirectiveOutcome(
        UUID accountId, UUID requestId, long epoch, String service, String statement)
        implements Event {
    @Override
    public String topic() {
        return Topics.DIRECTIVE_OUTCOMES;
    }

    @Override
    public String key() {
        return accountId.toString();
    }
}
