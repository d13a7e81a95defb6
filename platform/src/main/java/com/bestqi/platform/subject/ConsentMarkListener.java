package com.bestqi.platform.subject;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.ConsentMark;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Keeps how fresh this service's copy of the consent states is, partition by partition, in the
 * database that holds the copy: replicas share both, and an older backup knows that it is old.
 */
@ApplicationScoped
public class ConsentMarkListener implements EventListener<ConsentMark> {
    /** Seconds since the oldest partition was complete; null while one was never heard of. */
    static final String AGE =
            "(SELECT CASE WHEN count(*) >= max(partitions)"
                    + " THEN extract(epoch FROM clock_timestamp() - min(as_of)) END"
                    + " FROM consent_mark)";

    private final Database database;

    /** Everything it needs is injected. */
    public ConsentMarkListener(Database database, MeterRegistry metrics) {
        this.database = database;
        metrics.gauge("consent.copy.age.seconds", this, listener -> listener.age());
    }

    @Override
    public Class<ConsentMark> type() {
        return ConsentMark.class;
    }

    @Override
    public String topic() {
        return Topics.CONSENT_STATES;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public void on(ConsentMark mark) {
        database.update(
                """
                INSERT INTO consent_mark (partition, partitions, as_of) VALUES (?, ?, ?)
                ON CONFLICT (partition) DO UPDATE
                SET partitions = excluded.partitions, as_of = excluded.as_of
                WHERE consent_mark.as_of < excluded.as_of
                """,
                mark.partition(),
                mark.partitions(),
                mark.asOf());
    }

    private double age() {
        return database.first(
                        "SELECT coalesce(" + AGE + ", 'infinity') AS age",
                        rows -> rows.getDouble("age"))
                .orElse(Double.POSITIVE_INFINITY);
    }
}
