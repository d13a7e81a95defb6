package com.bestqi.platform.event;

import java.time.Instant;

/** A version of the policy is in force from {@code at} (AC-2, PO-1). */
public record PolicyInForce(String version, Instant at) implements Event {
    @Override
    public String topic() {
        return Topics.POLICY_EVENTS;
    }

    @Override
    public String key() {
        return version;
    }
}
