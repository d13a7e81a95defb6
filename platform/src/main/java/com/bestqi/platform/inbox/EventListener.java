package com.bestqi.platform.inbox;

import com.bestqi.platform.event.Event;

/**
 * Applies one kind of event. Every bean of this type is found by the consumer.
 *
 * @param <E> the event
 */
public interface EventListener<E extends Event> {

    /** The event's record; its simple name is the CloudEvents type. */
    Class<E> type();

    /** The topic it is read from. */
    String topic();

    /**
     * Whether applying it again, or an older one after it, changes nothing: then the inbox does not
     * remember it. For what comes every second.
     */
    default boolean repeatable() {
        return false;
    }

    /**
     * Applies the event, in a transaction that also holds the inbox entry: called again after a
     * roll-back, never after a commit. One at a time and in order per account. Must not wait for
     * another system: what takes long goes into a table and is done from there.
     */
    void on(E event);
}
