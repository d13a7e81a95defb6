package com.bestqi.notification.announcement;

import com.bestqi.platform.inbox.CatchUp;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Tells people what is due, chunk after chunk; what a crash left undone is done by the next. */
@ApplicationScoped
class AnnouncementWorker {
    private static final Logger LOG = Logger.getLogger(AnnouncementWorker.class);

    private final AnnouncementService announcements;
    private final CatchUp catchUp;

    AnnouncementWorker(AnnouncementService announcements, CatchUp catchUp) {
        this.announcements = announcements;
        this.catchUp = catchUp;
    }

    @Scheduled(every = "0.5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() {
        // On an older copy of the database the tombstones must be up first.
        if (!catchUp.replayed()) {
            return;
        }
        try {
            boolean more;
            do {
                more = announcements.tellSome();
            } while (more);
        } catch (RuntimeException e) {
            LOG.warnf("announcements wait, tried again: %s", e.getClass().getSimpleName());
            LOG.debug("announcement failure", e);
        }
    }
}
