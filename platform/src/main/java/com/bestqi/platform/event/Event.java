package com.bestqi.platform.event;

/**
 * A fact that other services need to know. Records only; additive only; nothing personal but the
 * account id (I-1).
 */
public interface Event {

    /** Where it goes; one authority writes each topic. */
    String topic();

    /** What keeps order and compaction: the account id, or the version of a policy. */
    String key();

    /** The CloudEvents type. */
    default String type() {
        return getClass().getSimpleName();
    }
}
