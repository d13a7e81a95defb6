package com.bestqi.dsr.canary;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run as read.
 *
 * @param subjectId the person of nobody, once there is one
 * @param failedAt when its time was over
 */
record CanaryRun(
        UUID runId,
        @Nullable UUID subjectId,
        Step step,
        Instant startedAt,
        @Nullable Instant failedAt) {

    /** What a run does next. */
    enum Step {
        /** Have the person registered. */
        REGISTER,
        /** Wait until every service holds something of them. */
        SPREAD,
        /** Have the deletion of the account confirmed. */
        LEAVE,
        /** Wait for a certificate that says complete, and look for what is left. */
        CERTIFY
    }

    /** The person; only after {@link Step#REGISTER}. */
    UUID subject() {
        var known = subjectId;
        if (known == null) {
            throw new IllegalStateException("nobody is registered yet: run " + runId);
        }
        return known;
    }
}
