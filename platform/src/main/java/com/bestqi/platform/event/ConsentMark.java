package com.bestqi.platform.event;

import java.time.Instant;

/**
 * Says in one partition of the topic that every consent state acknowledged before {@code asOf} and
 * belonging there lies before it. Who has read it knows how fresh its copy is (I-7, I-8).
 *
 * @param name key that leads it into its partition; a newer mark of the partition replaces it
 * @param partition which one
 * @param partitions how many the topic has
 * @param asOf by the clock of the authority's database
 */
public record ConsentMark(String name, int partition, int partitions, Instant asOf)
        implements Event {
    @Override
    public String topic() {
        return Topics.CONSENT_STATES;
    }

    @Override
    public String key() {
        return name;
    }
}
