package com.bestqi.platform.audit;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the entries of calls durable, many with one commit: while one commit is under way the next
 * entries gather. Who must not answer without an entry waits for its future; it fails when the
 * entry could not be written.
 */
@ApplicationScoped
public class AuditWriter {
    private static final Logger LOG = Logger.getLogger(AuditWriter.class);
    private static final int BATCH = 1_000;
    private static final int WAITING_AT_MOST = 10_000;
    private static final Duration POLL = Duration.ofMillis(500);

    private final AuditTable table;
    private final AuditChainer chainer;
    private final Clock clock;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(WAITING_AT_MOST);
    private volatile boolean running;
    private @Nullable Thread thread;

    /** Everything it needs is injected. */
    public AuditWriter(AuditTable table, AuditChainer chainer, Clock clock) {
        this.table = table;
        this.chainer = chainer;
        this.clock = clock;
    }

    private record Waiting(Instant at, AuditNote note, CompletableFuture<Void> durable) {}

    public void start(@Observes StartupEvent event) {
        running = true;
        thread = Thread.ofPlatform().name("audit-writer").daemon().start(this::run);
    }

    public void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        var worker = thread;
        if (worker != null) {
            worker.join(Duration.ofSeconds(5));
        }
        drain();
    }

    /** Writes an entry soon; the future ends when it is durable, or with why it is not. */
    public CompletableFuture<Void> write(AuditNote note) {
        var waiting = new Waiting(clock.instant(), note, new CompletableFuture<>());
        if (!running || !queue.offer(waiting)) {
            waiting.durable().completeExceptionally(new IllegalStateException("audit is full"));
        } else if (!running) {
            // It came in between the last look into the queue and the end.
            drain();
        }
        return waiting.durable();
    }

    private void run() {
        var batch = new ArrayList<Waiting>();
        while (running || !queue.isEmpty()) {
            try {
                var first = queue.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH - 1);
                    write(batch);
                    batch.clear();
                }
            } catch (InterruptedException e) {
                running = false;
            }
        }
    }

    private void write(List<Waiting> batch) {
        var rows = new ArrayList<AuditTable.Row>(batch.size());
        var ready = new ArrayList<Waiting>(batch.size());
        for (var waiting : batch) {
            try {
                rows.add(table.row(waiting.at(), waiting.note()));
                ready.add(waiting);
            } catch (RuntimeException e) {
                waiting.durable().completeExceptionally(e);
            }
        }
        if (ready.isEmpty()) {
            return;
        }
        try {
            table.insert(rows);
        } catch (RuntimeException e) {
            LOG.warnf("audit not written, calls refused: %s", e.getClass().getSimpleName());
            LOG.debug("audit failure", e);
            ready.forEach(waiting -> waiting.durable().completeExceptionally(e));
            return;
        }
        ready.forEach(waiting -> waiting.durable().complete(null));
        chainer.wake();
    }

    private void drain() {
        var left = new ArrayList<Waiting>();
        queue.drainTo(left);
        left.forEach(waiting ->
                waiting.durable().completeExceptionally(new IllegalStateException("stopping")));
    }
}
