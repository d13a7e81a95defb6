package com.bestqi.dsr.bymail;

import com.bestqi.platform.inbox.CatchUp;
import com.bestqi.platform.worker.Wakes;
import com.bestqi.platform.worker.WorkerThread;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Opens requests that came in by mail address, apart from the calls that brought them. */
@ApplicationScoped
class MailRequestWorker {
    private static final Logger LOG = Logger.getLogger(MailRequestWorker.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final MailRequests requests;
    private final CatchUp catchUp;
    private final Wakes wakes;
    private @Nullable WorkerThread thread;

    MailRequestWorker(
            MailRequests requests,
            CatchUp catchUp,
            TransactionSynchronizationRegistry transactions) {
        this.requests = requests;
        this.catchUp = catchUp;
        this.wakes = new Wakes(transactions);
    }

    void start(@Observes StartupEvent event) {
        thread = WorkerThread.start("mail-request-worker", wakes, this::round);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        var worker = thread;
        if (worker != null) {
            worker.stop();
        }
    }

    private void round() throws InterruptedException {
        if (catchUp.awaitReplayed(POLL)) {
            requests.claimDue().forEach(this::settle);
            wakes.await(POLL);
        }
    }

    private void settle(MailRequests.Row claimed) {
        try {
            requests.settle(claimed);
        } catch (RuntimeException e) {
            LOG.warnf(
                    "request by mail waits for its lease: %s, %s",
                    claimed.requestId(), e.getClass().getSimpleName());
            LOG.debug("request by mail failure", e);
        }
    }
}
