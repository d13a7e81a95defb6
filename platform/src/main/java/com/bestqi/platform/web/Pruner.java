package com.bestqi.platform.web;

import com.bestqi.platform.inbox.Inbox;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Keeps the tables of the platform from growing for ever (RT-1). */
@ApplicationScoped
public class Pruner {
    private static final Logger LOG = Logger.getLogger(Pruner.class);

    private final Inbox inbox;
    private final IdempotentAnswers answers;

    /** Everything it needs is injected. */
    public Pruner(Inbox inbox, IdempotentAnswers answers) {
        this.inbox = inbox;
        this.answers = answers;
    }

    /** Runs every ten minutes; deleting twice at once does no harm. */
    @Scheduled(
            every = "10m",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void prune() {
        LOG.debugf("pruned %d inbox entries, %d answers", inbox.prune(), answers.prune());
    }
}
