package com.bestqi.platform.inbox;

import com.bestqi.platform.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Tries a parked event again, once. */
@ApplicationScoped
public class ParkedEventReplay {
    private static final Logger LOG = Logger.getLogger(ParkedEventReplay.class);

    private final ParkedEvents parked;
    private final EventApplication application;

    /** Everything it needs is injected. */
    public ParkedEventReplay(ParkedEvents parked, EventApplication application) {
        this.parked = parked;
        this.application = application;
    }

    /** What came of it. */
    public sealed interface Result {}

    /** It took effect, or had before, and is not parked any more. */
    public record Applied() implements Result {}

    /** It stays parked. */
    public record Kept(String reason) implements Result {}

    /**
     * Effect and end of parking in one transaction; what fails leaves no effect and the new reason.
     * Empty when there is no such event, or another replay of it was first.
     */
    public Optional<Result> replay(UUID id) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> replayLocked(id));
        } catch (RuntimeException e) {
            if (ProblemException.mayPass(e)) {
                throw e;
            }
            LOG.warnf(e, "parked event %s cannot be applied yet", id);
            return Optional.of(keep(id, "failed: " + e.getClass().getSimpleName()));
        }
    }

    private Optional<Result> replayLocked(UUID id) {
        return parked.lock(id)
                .map(single -> {
                    var reason = application.replay(single);
                    if (reason.isPresent()) {
                        return keep(id, reason.get());
                    }
                    parked.remove(id);
                    LOG.infof("parked event %s replayed", id);
                    return new Applied();
                });
    }

    private Result keep(UUID id, String reason) {
        parked.keep(id, reason);
        return new Kept(reason);
    }
}
