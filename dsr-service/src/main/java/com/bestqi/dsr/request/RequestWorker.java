package com.bestqi.dsr.request;

import com.bestqi.dsr.rights.RequestBook;
import com.bestqi.dsr.rights.RequestState;
import com.bestqi.dsr.rights.RequestWakes;
import com.bestqi.dsr.rights.RightsRequest;
import com.bestqi.dsr.verification.Verification;
import com.bestqi.platform.inbox.CatchUp;
import com.bestqi.platform.worker.BackOff;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Works on the requests that are due, several at once. What a request needs next stands in its row;
 * a crash costs at most the lease, and who has lost the lease writes nothing any more.
 */
@ApplicationScoped
class RequestWorker {
    private static final Logger LOG = Logger.getLogger(RequestWorker.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final BackOff AGAIN = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final RequestBook book;
    private final RequestService requests;
    private final Verification verification;
    private final RequestWakes wakes;
    private final CatchUp catchUp;
    private final Semaphore slots;
    private final int most;
    private volatile boolean running;
    private @Nullable Thread thread;
    private @Nullable ExecutorService pool;

    RequestWorker(
            RequestBook book,
            RequestService requests,
            Verification verification,
            RequestWakes wakes,
            CatchUp catchUp,
            RequestConfig config) {
        this.book = book;
        this.requests = requests;
        this.verification = verification;
        this.wakes = wakes;
        this.catchUp = catchUp;
        this.most = config.workers();
        this.slots = new Semaphore(most);
    }

    void start(@Observes StartupEvent event) {
        running = true;
        var workers =
                Executors.newFixedThreadPool(
                        most, Thread.ofPlatform().name("request-worker-", 1).daemon().factory());
        pool = workers;
        thread =
                Thread.ofPlatform()
                        .name("request-dispatcher")
                        .daemon()
                        .start(() -> dispatch(workers));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        wakes.now();
        var dispatcher = thread;
        if (dispatcher != null) {
            dispatcher.join(Duration.ofSeconds(2));
        }
        var workers = pool;
        if (workers != null) {
            workers.shutdownNow();
            if (!workers.awaitTermination(3, TimeUnit.SECONDS)) {
                LOG.info("a request is left in the middle of a step; the next start repeats it");
            }
        }
    }

    private void dispatch(ExecutorService workers) {
        while (running) {
            try {
                if (catchUp.awaitReplayed(POLL)) {
                    dispatchDue(workers);
                }
            } catch (InterruptedException e) {
                running = false;
            } catch (RuntimeException e) {
                LOG.warnf("requests not looked up: %s", e.getClass().getSimpleName());
                LOG.debug("request dispatcher failure", e);
                rest();
            }
        }
    }

    private void dispatchDue(ExecutorService workers) throws InterruptedException {
        slots.acquire();
        int free = 1 + slots.drainPermits();
        List<RightsRequest> claimed = List.of();
        try {
            claimed = QuarkusTransaction.requiringNew().call(() -> book.claimDue(free, LEASE));
        } finally {
            slots.release(free - claimed.size());
        }
        claimed.forEach(found -> workers.execute(() -> work(found)));
        if (claimed.size() < free) {
            wakes.await(POLL);
        }
    }

    private void work(RightsRequest claimed) {
        try {
            if (claimed.state() == RequestState.VERIFYING) {
                verification.step(claimed);
            } else {
                requests.fulfilment(claimed.type()).step(claimed);
            }
        } catch (RuntimeException e) {
            LOG.warnf(
                    "request step failed, tries again: request %s, %s",
                    claimed.requestId(), e.getClass().getSimpleName());
            LOG.debug("request step failure", e);
            postpone(claimed);
        } finally {
            slots.release();
            wakes.now();
        }
    }

    private void postpone(RightsRequest failed) {
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> book.postpone(failed, AGAIN.after(failed.tries() - 1)));
        } catch (RuntimeException e) {
            LOG.debug("not postponed; the end of the lease does it", e);
        }
    }

    private void rest() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            running = false;
        }
    }
}
