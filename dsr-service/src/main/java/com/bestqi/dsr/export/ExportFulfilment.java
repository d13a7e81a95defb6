package com.bestqi.dsr.export;

import com.bestqi.dsr.peer.PeerAwayException;
import com.bestqi.dsr.rights.Fulfilment;
import com.bestqi.dsr.rights.RequestBook;
import com.bestqi.dsr.rights.RequestState;
import com.bestqi.dsr.rights.RequestType;
import com.bestqi.dsr.rights.RightsRequest;
import com.bestqi.dsr.rights.Wish;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.time.DatabaseClock;
import com.bestqi.platform.worker.BackOff;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** Fulfils requests for copies (RI-1, RI-5). */
@ApplicationScoped
class ExportFulfilment implements Fulfilment {
    static final Set<RequestType> TYPES = EnumSet.of(RequestType.ACCESS, RequestType.PORTABILITY);

    private static final Logger LOG = Logger.getLogger(ExportFulfilment.class);
    private static final Duration WHEN_FULL = Duration.ofSeconds(1);
    private static final BackOff AGAIN = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    private final RequestBook book;
    private final PackageMaker maker;
    private final DatabaseClock clock;
    private final Semaphore slots;

    ExportFulfilment(
            RequestBook book, PackageMaker maker, DatabaseClock clock, ExportConfig config) {
        this.book = book;
        this.maker = maker;
        this.clock = clock;
        this.slots = new Semaphore(config.atOnce());
    }

    @Override
    public Set<RequestType> types() {
        return TYPES;
    }

    @Override
    public void admit(RightsRequest request, Wish wish) {
        // Any scope of known names makes sense.
    }

    @Override
    public void begin(RightsRequest request, Wish wish) {
        book.move(request, RequestState.RUNNING, null, clock.instant());
    }

    @Override
    public void step(RightsRequest claimed) {
        if (!slots.tryAcquire()) {
            postpone(claimed, WHEN_FULL);
            return;
        }
        try {
            maker.make(claimed);
            LOG.infof("copy made: request %s", claimed.requestId());
        } catch (PeerAwayException e) {
            LOG.warnf("copy not made: request %s, %s", claimed.requestId(), e.getMessage());
            postpone(claimed, AGAIN.after(claimed.tries() - 1));
        } catch (Packages.LeaseLostException e) {
            LOG.infof("copy is somebody else's now: request %s", claimed.requestId());
        } finally {
            slots.release();
        }
    }

    private void postpone(RightsRequest claimed, Duration by) {
        QuarkusTransaction.requiringNew().run(() -> book.postpone(claimed, by));
    }

    @Override
    public void cancel(RightsRequest request) {
        if (!request.state().open() || !book.move(request, RequestState.CANCELLED, null, null)) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "It is answered; there is nothing to take back.");
        }
    }
}
