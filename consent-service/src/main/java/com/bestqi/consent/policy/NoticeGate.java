package com.bestqi.consent.policy;

import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.time.TwoClocks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * What an announced version must pass to come into force: everybody live has a notice of it by one
 * channel at least, and the notice period is over by the service's clock and the database's (PO-1).
 */
@ApplicationScoped
class NoticeGate {
    private final PolicyNoticeRepository notices;
    private final PolicyConfig config;
    private final TwoClocks clocks;

    NoticeGate(PolicyNoticeRepository notices, PolicyConfig config, TwoClocks clocks) {
        this.notices = notices;
        this.config = config;
        this.clocks = clocks;
    }

    /** Throws 409 {@code notice-incomplete} with the counts when it is closed. */
    void require(PolicyVersion announced) {
        var reach = notices.reach(announced.version());
        if (reach.missing() > 0 || !periodOver(announced)) {
            throw new ProblemException(
                            PolicyProblem.NOTICE_INCOMPLETE,
                            "Everybody must have had the notice, and the notice period be over.")
                    .with("reached", reach.reached())
                    .with("missing", reach.missing())
                    .with("noticePeriodEndsAt", periodEndsAt(announced).toString());
        }
    }

    /** Whether it is open at the announced time, which does not wait for the newest arrivals. */
    boolean openInTime(PolicyVersion announced) {
        if (!periodOver(announced)) {
            return false;
        }
        var settled = clocks.earlier().minus(config.newcomerGrace());
        var since = announced.announced();
        return !notices.someoneMissing(
                announced.version(), settled.isAfter(since) ? settled : since);
    }

    private boolean periodOver(PolicyVersion announced) {
        return !clocks.earlier().isBefore(periodEndsAt(announced));
    }

    private Instant periodEndsAt(PolicyVersion announced) {
        return announced.announced().plus(config.noticePeriod());
    }
}
