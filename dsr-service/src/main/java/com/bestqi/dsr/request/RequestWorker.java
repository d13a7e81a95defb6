package com.bestqi.dsr.request;

import com.bestqi.dsr.rights.RequestBook;
import com.bestqi.dsr.rights.RequestState;
import com.bestqi.dsr.rights.RequestWakes;
import com.bestqi.dsr.rights.RightsRequest;
import com.bestqi.dsr.verification.Verification;
import com.bestqi.platform.inbox.CatchUp;
import com.bestqi.platform.worker.BackOff;
import com.bestqi.platform.worker.WorkerPool;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works on the requests that are due; who has lost the lease writes nothing any more. */
@ApplicationScoped
class RequestWorker implements WorkerPool.Work<RightsRequest> {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final BackOff AGAIN = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final RequestBook book;
    private final RequestService requests;
    private final Verification verification;
    private final RequestWakes wakes;
    private final CatchUp catchUp;
    private final RequestConfig config;
    private @Nullable WorkerPool<RightsRequest> pool;

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
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        pool = WorkerPool.start("request-worker", config.workers(), wakes, this);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        var started = pool;
        if (started != null) {
            started.stop();
        }
    }

    @Override
    public boolean ready() throws InterruptedException {
        return catchUp.awaitReplayed(POLL);
    }

    @Override
    public List<RightsRequest> claim(int most) {
        return book.claimDue(most, LEASE);
    }

    @Override
    public Duration pause() {
        return POLL;
    }

    @Override
    public void step(RightsRequest claimed) {
        if (claimed.state() == RequestState.VERIFYING) {
            verification.step(claimed);
        } else {
            requests.fulfilment(claimed.type()).step(claimed);
        }
    }

    @Override
    public void postpone(RightsRequest failed) {
        book.postpone(failed, AGAIN.after(failed.tries() - 1));
    }
}
