package com.bestqi.platform.audit;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AuditHead;
import com.bestqi.platform.event.KafkaSettings;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.worker.Wakes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Moves pending entries into the chain, in batches, so that no caller waits for another. The work
 * is one function of the database under a row lock: of several replicas one chains, the others pass
 * by, and one that froze or died holds nothing, for its transaction ends with it. Announces the
 * chain's end on Kafka from time to time, in the order of the chain.
 */
@ApplicationScoped
public class AuditChainer {
    private static final Logger LOG = Logger.getLogger(AuditChainer.class);
    private static final int BATCH = 1_000;
    private static final Duration POLL = Duration.ofMillis(500);

    /** Lets entries gather: a batch costs a commit however small it is. */
    private static final Duration GATHER = Duration.ofMillis(100);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final String DUE =
            """
            SELECT sequence, hash FROM audit_chain
            WHERE sequence > announced
              AND (announced_at < now() - make_interval(secs => ?) OR sequence - announced >= ?)
            FOR UPDATE SKIP LOCKED
            """;

    private final Database database;
    private final Outbox outbox;
    private final KafkaSettings settings;
    private final AuditConfig config;
    private final Clock clock;
    private final Counter chained;
    private final Wakes wakes;
    private volatile boolean running;
    private @Nullable Thread thread;

    /** Everything it needs is injected. */
    public AuditChainer(
            Database database,
            Outbox outbox,
            KafkaSettings settings,
            AuditConfig config,
            Clock clock,
            TransactionSynchronizationRegistry transactions,
            MeterRegistry metrics) {
        this.database = database;
        this.outbox = outbox;
        this.settings = settings;
        this.config = config;
        this.clock = clock;
        this.wakes = new Wakes(transactions);
        this.chained =
                Counter.builder("audit.entries")
                        .description("Entries that this replica has chained")
                        .register(metrics);
    }

    public void start(@Observes StartupEvent event) {
        running = true;
        thread = Thread.ofPlatform().name("audit-chainer").daemon().start(this::run);
    }

    public void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        wakes.now();
        var worker = thread;
        if (worker != null) {
            worker.join(Duration.ofSeconds(5));
        }
    }

    /** There is something to chain. */
    public void wake() {
        wakes.now();
    }

    /** There will be something to chain when the running transaction has committed. */
    public void wakeAfterCommit() {
        wakes.afterCommit();
    }

    private void run() {
        while (running) {
            try {
                if (QuarkusTransaction.requiringNew().call(this::step) < BATCH
                        && wakes.await(POLL)) {
                    TimeUnit.NANOSECONDS.sleep(GATHER.toNanos());
                }
            } catch (InterruptedException e) {
                running = false;
            } catch (RuntimeException e) {
                LOG.warnf("audit not chained, tries again: %s", e.getClass().getSimpleName());
                LOG.debug("audit chain failure", e);
                rest();
            }
        }
    }

    /** Chains one batch and announces the end if it is time to; returns the size of the batch. */
    int step() {
        int moved =
                database.first(
                                "SELECT audit_chain_pending(?) AS moved",
                                rows -> rows.getInt("moved"),
                                BATCH)
                        .orElse(0);
        chained.increment(moved);
        announce();
        return moved;
    }

    private void announce() {
        database.first(
                        DUE,
                        rows ->
                                new AuditHead(
                                        settings.service(),
                                        rows.getLong("sequence"),
                                        HexFormat.of().formatHex(rows.getBytes("hash")),
                                        clock.instant()),
                        config.headAfter().toMillis() / 1e3,
                        config.headAfterEntries())
                .ifPresent(head -> {
                    outbox.add(head);
                    database.update(
                            "UPDATE audit_chain SET announced = ?, announced_at = now()",
                            head.sequence());
                });
    }

    private void rest() {
        try {
            TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
        } catch (InterruptedException e) {
            running = false;
        }
    }
}
