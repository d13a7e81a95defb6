package com.bestqi.device.scene;

import com.bestqi.device.scene.Scene.Plan;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class SceneService {
    private static final int MOST = 100;
    private static final int MOST_ACTIONS_OF_ONE_SOURCE = 50;

    private final SceneRepository scenes;
    private final SceneRunRepository runs;
    private final SceneCheck checks;
    private final SceneSchedules schedules;
    private final Subjects subjects;
    private final Clock clock;

    SceneService(
            SceneRepository scenes,
            SceneRunRepository runs,
            SceneCheck checks,
            SceneSchedules schedules,
            Subjects subjects,
            Clock clock) {
        this.scenes = scenes;
        this.runs = runs;
        this.checks = checks;
        this.schedules = schedules;
        this.subjects = subjects;
        this.clock = clock;
    }

    @Transactional
    Scene create(UUID accountId, boolean enabled, Plan plan) {
        exclusive(accountId, plan);
        if (scenes.count(accountId) >= MOST) {
            throw new ProblemException(
                    SceneProblem.TOO_MANY_SCENES, "Delete one of the " + MOST + " first.");
        }
        checkRoom(accountId, null, plan);
        var next = schedules.next(accountId, enabled, plan.trigger());
        var scene = new Scene(UUID.randomUUID(), enabled, plan, clock.instant(), next);
        scenes.insert(accountId, scene);
        return scene;
    }

    @Transactional
    Scene change(UUID accountId, UUID sceneId, boolean enabled, Plan plan) {
        exclusive(accountId, plan);
        var before = get(accountId, sceneId);
        boolean anew =
                before.enabled() != enabled || !before.plan().trigger().equals(plan.trigger());
        checkRoom(accountId, sceneId, plan);
        var next = anew ? schedules.next(accountId, enabled, plan.trigger()) : before.nextAt();
        var after = new Scene(sceneId, enabled, plan, before.createdAt(), next);
        if (!scenes.update(accountId, after, anew)) {
            throw ProblemException.notFound();
        }
        schedules.tidy(accountId);
        return get(accountId, sceneId);
    }

    private void exclusive(UUID accountId, Plan plan) {
        subjects.exclusive(accountId, Processing.COLLECT, DataCategory.DEVICE);
        checks.check(accountId, plan.trigger());
        plan.actions().forEach(action -> checks.check(accountId, action));
    }

    /** What one place or device starts is done in the transaction that takes in its news. */
    private void checkRoom(UUID accountId, @Nullable UUID sceneId, Plan plan) {
        var source = plan.trigger().source();
        if (source == null) {
            return;
        }
        int others =
                scenes.ofSource(accountId, source).stream()
                        .filter(scene -> !scene.sceneId().equals(sceneId))
                        .mapToInt(scene -> scene.plan().actions().size())
                        .sum();
        if (others + plan.actions().size() > MOST_ACTIONS_OF_ONE_SOURCE) {
            throw new ProblemException(
                    SceneProblem.TOO_MANY_ACTIONS,
                    "Scenes that wait for one place or device have "
                            + MOST_ACTIONS_OF_ONE_SOURCE
                            + " actions together at most; the others have "
                            + others
                            + ".");
        }
    }

    /** With its runs; commands that wait for their devices still reach them. */
    @Transactional
    void delete(UUID accountId, UUID sceneId) {
        subjects.exclusive(accountId, Processing.ERASURE, DataCategory.DEVICE);
        if (!scenes.delete(accountId, sceneId)) {
            throw ProblemException.notFound();
        }
        runs.delete(accountId, sceneId);
        schedules.tidy(accountId);
    }

    Scene get(UUID accountId, UUID sceneId) {
        return scenes.find(accountId, sceneId).orElseThrow(ProblemException::notFound);
    }

    List<Scene> list(UUID accountId, PageRequest page) {
        return scenes.list(accountId, page);
    }

    List<SceneRun> runs(UUID accountId, UUID sceneId, PageRequest page) {
        get(accountId, sceneId);
        return runs.list(accountId, sceneId, page);
    }
}
