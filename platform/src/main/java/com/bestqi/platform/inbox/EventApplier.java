package com.bestqi.platform.inbox;

import com.bestqi.platform.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Applies records in order: a whole poll in one transaction when all goes well, one by one when
 * something does not, each time together with the position reached. A failure that may pass by
 * itself (database away, deadlock) is tried until it passes; an event that can never be applied is
 * parked with the reason, and the rest goes on.
 */
@ApplicationScoped
public class EventApplier {
    private static final Logger LOG = Logger.getLogger(EventApplier.class);
    private static final int TRIES = 3;
    private static final long LONGEST_BACK_OFF_MILLIS = 5_000;

    private final EventApplication application;
    private final ParkedEvents parked;
    private final ConsumerPositions positions;

    /** Everything it needs is injected. */
    public EventApplier(
            EventApplication application,
            ParkedEvents parked,
            ConsumerPositions positions,
            MeterRegistry metrics) {
        this.application = application;
        this.parked = parked;
        this.positions = positions;
        metrics.gauge("inbox.parked", this, applier -> applier.parked.count());
    }

    /** The topics that somebody listens to. */
    public Set<String> topics() {
        return application.topics();
    }

    /**
     * Applies what a poll brought. Returns the positions reached; throws {@link
     * InterruptedException} when told to stop before all was applied.
     */
    public Map<TopicPartition, Long> apply(
            List<ConsumerRecord<String, byte[]>> batch,
            Map<String, String> topicIds,
            BooleanSupplier running)
            throws InterruptedException {
        try {
            inTransaction(() -> applyTogether(batch, topicIds));
        } catch (RuntimeException e) {
            LOG.infof("%d events go one by one: %s", batch.size(), e.getClass().getSimpleName());
            LOG.debug("batch failure", e);
            for (var single : batch) {
                applyAlone(single, topicIds, running);
            }
        }
        return reached(batch);
    }

    private void applyAlone(
            ConsumerRecord<String, byte[]> single,
            Map<String, String> topicIds,
            BooleanSupplier running)
            throws InterruptedException {
        int tries = 0;
        while (running.getAsBoolean()) {
            try {
                inTransaction(() -> applyTogether(List.of(single), topicIds));
                return;
            } catch (RuntimeException e) {
                tries++;
                boolean mayPass = ProblemException.mayPass(e);
                if (!mayPass && tries >= TRIES) {
                    LOG.error("event parked: it cannot be applied", e);
                    parkSafely(
                            single, "failed: " + e.getClass().getSimpleName(), topicIds, running);
                    return;
                }
                LOG.warnf("event not applied yet: %s", e.getClass().getSimpleName());
                backOff(tries);
            }
        }
        // Stopping: the record was not applied, so its offset must not be committed either.
        throw new InterruptedException("stopping");
    }

    private void parkSafely(
            ConsumerRecord<String, byte[]> poison,
            String reason,
            Map<String, String> topicIds,
            BooleanSupplier running)
            throws InterruptedException {
        for (int tries = 1; running.getAsBoolean(); tries++) {
            try {
                inTransaction(() -> {
                    parked.park(poison, reason);
                    positions.advance(reached(List.of(poison)), topicIds);
                });
                return;
            } catch (RuntimeException e) {
                LOG.warnf("event not parked yet: %s", e.getClass().getSimpleName());
                backOff(tries);
            }
        }
        throw new InterruptedException("stopping");
    }

    private void applyTogether(
            List<ConsumerRecord<String, byte[]>> batch, Map<String, String> topicIds) {
        application.apply(batch);
        positions.advance(reached(batch), topicIds);
    }

    private static Map<TopicPartition, Long> reached(List<ConsumerRecord<String, byte[]>> batch) {
        var next = new HashMap<TopicPartition, Long>();
        for (var single : batch) {
            next.merge(
                    new TopicPartition(single.topic(), single.partition()),
                    single.offset() + 1,
                    Math::max);
        }
        return next;
    }

    private static void inTransaction(Runnable work) {
        QuarkusTransaction.requiringNew().run(work);
    }

    private static void backOff(int tries) throws InterruptedException {
        long millis = Math.min(LONGEST_BACK_OFF_MILLIS, 50L << Math.min(tries, 10));
        TimeUnit.MILLISECONDS.sleep(millis);
    }
}
