package com.bestqi.platform.event;

import java.time.Instant;

/**
 * The register of recipients says something new (SH-1): whoever tells people about it, or lets a
 * recipient have something, reads the register.
 *
 * @param recipient its id in the register
 * @param kind its kind, for instance {@code SERVICE_PROVIDER}
 * @param country two letters of ISO 3166-1
 */
public record RecipientsChanged(
        String recipient, Change change, String kind, String country, Instant at) implements Event {

    /** What happened to it. */
    public enum Change {
        /** It is new. */
        ADDED,
        /** What is said of it is different. */
        CHANGED,
        /** It receives nothing any more. */
        REMOVED
    }

    @Override
    public String topic() {
        return Topics.POLICY_EVENTS;
    }

    /** Never that of a version: compaction keeps the newest of each recipient. */
    @Override
    public String key() {
        return "recipient/" + recipient;
    }
}
