package com.bestqi.device.scene;

import com.bestqi.device.scene.SceneRepository.Due;
import com.bestqi.device.scene.SceneRun.Cause;
import com.bestqi.platform.inbox.CatchUp;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.subject.Subjects;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Starts the scenes whose moment has come, each in a transaction of its own that also plans the
 * next one: so a moment starts its scene once, whatever dies meanwhile and however many replicas
 * look. What is overdue for too long is said to be missed.
 */
@ApplicationScoped
class ScheduleStart {
    private static final Logger LOG = Logger.getLogger(ScheduleStart.class);
    private static final int AT_ONCE = 100;

    private final SceneRepository scenes;
    private final SceneRuns runs;
    private final SceneSchedules schedules;
    private final Subjects subjects;
    private final CatchUp catchUp;
    private final SceneConfig config;
    private final Clock clock;

    ScheduleStart(
            SceneRepository scenes,
            SceneRuns runs,
            SceneSchedules schedules,
            Subjects subjects,
            CatchUp catchUp,
            SceneConfig config,
            Clock clock) {
        this.scenes = scenes;
        this.runs = runs;
        this.schedules = schedules;
        this.subjects = subjects;
        this.catchUp = catchUp;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void startDue() {
        // A restored service may not know yet who is erased.
        if (!catchUp.open()) {
            return;
        }
        List<Due> due;
        int started;
        do {
            due = scenes.due(clock.instant(), AT_ONCE);
            started = 0;
            for (var scene : due) {
                started += start(scene) ? 1 : 0;
            }
        } while (due.size() == AT_ONCE && started > 0);
    }

    /** Whether it was this replica that did it. */
    private boolean start(Due due) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> startIfDue(due));
        } catch (RuntimeException e) {
            LOG.warnf("a scene is not started yet: %s", e.getClass().getSimpleName());
            return false;
        }
    }

    private boolean startIfDue(Due due) {
        var accountId = due.accountId();
        var owner =
                subjects.shareAll(List.of(accountId), Processing.STORAGE, DataCategory.DEVICE)
                        .get(accountId);
        var now = clock.instant();
        var scene = owner == null ? null : scenes.takeDue(due, now).orElse(null);
        if (owner == null || scene == null) {
            return false;
        }
        start(owner, scene, now);
        schedules.goOn(accountId, scene, now);
        return true;
    }

    private void start(Subject owner, Scene scene, Instant now) {
        var moment = scene.nextAt();
        if (moment == null || !owner.allows(Processing.USE, DataCategory.DEVICE)) {
            return;
        }
        var cause = Cause.moment(moment);
        if (moment.isBefore(now.minus(config.latest()))) {
            runs.miss(owner.accountId(), scene, cause);
        } else {
            runs.start(owner, scene, cause);
        }
    }
}
