package com.bestqi.consent.decision;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What was decided.
 *
 * @param reason why, for machines
 * @param revision of the person's consent state that it rests on
 */
@RegisterForReflection
record Decision(boolean permitted, String reason, long revision) {
    static final String GRANTED = "granted";
    static final String NOT_GRANTED = "not-granted";
    static final String RESTRICTED = "restricted";

    static Decision of(boolean granted, boolean restricted, long revision) {
        if (!granted) {
            return new Decision(false, NOT_GRANTED, revision);
        }
        return new Decision(!restricted, restricted ? RESTRICTED : GRANTED, revision);
    }
}
