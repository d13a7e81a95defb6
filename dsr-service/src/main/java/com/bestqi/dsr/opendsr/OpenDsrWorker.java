package com.bestqi.dsr.opendsr;

import com.bestqi.platform.inbox.CatchUp;
import com.bestqi.platform.worker.WorkerThread;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Looks where requests of other controllers stand, and calls the controllers. */
@ApplicationScoped
class OpenDsrWorker {
    private static final Logger LOG = Logger.getLogger(OpenDsrWorker.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int AT_ONCE = 20;

    private final OpenDsrRequests requests;
    private final Callbacks callbacks;
    private final CallbackSender sender;
    private final ProcessorKey key;
    private final CatchUp catchUp;
    private @Nullable WorkerThread thread;

    OpenDsrWorker(
            OpenDsrRequests requests,
            Callbacks callbacks,
            CallbackSender sender,
            ProcessorKey key,
            CatchUp catchUp,
            MeterRegistry metrics) {
        this.requests = requests;
        this.callbacks = callbacks;
        this.sender = sender;
        this.key = key;
        this.catchUp = catchUp;
        metrics.gauge("opendsr.callback.late", this, worker -> worker.callbacks.late());
    }

    void start(@Observes StartupEvent event) {
        if (key.present()) {
            thread = WorkerThread.start("opendsr-worker", callbacks.wakes(), this::round);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        var worker = thread;
        if (worker != null) {
            worker.stop();
        }
    }

    private void round() throws InterruptedException {
        if (!catchUp.awaitReplayed(POLL)) {
            return;
        }
        boolean more = requests.advance();
        var due = callbacks.claimDue(AT_ONCE);
        // At once, so that one that does not answer holds up nobody but this round.
        try (var calls = Executors.newVirtualThreadPerTaskExecutor()) {
            due.forEach(call -> calls.execute(() -> call(call)));
        }
        if (!more && due.size() < AT_ONCE) {
            callbacks.wakes().await(POLL);
        }
    }

    private void call(Callbacks.Due call) {
        try {
            if (callbacks.settle(call, sender.send(call))) {
                LOG.errorf("ALARM callback %d given up after %d tries", call.id(), call.tries());
            }
        } catch (RuntimeException e) {
            LOG.warnf(
                    "callback %d waits for its lease: %s", call.id(), e.getClass().getSimpleName());
            LOG.debug("callback failure", e);
        }
    }
}
