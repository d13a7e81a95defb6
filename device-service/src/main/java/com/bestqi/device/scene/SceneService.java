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

@ApplicationScoped
class SceneService {
    private static final int MOST = 100;

    private final SceneRepository scenes;
    private final SceneRunRepository runs;
    private final SceneCheck checks;
    private final Subjects subjects;
    private final Clock clock;

    SceneService(
            SceneRepository scenes,
            SceneRunRepository runs,
            SceneCheck checks,
            Subjects subjects,
            Clock clock) {
        this.scenes = scenes;
        this.runs = runs;
        this.checks = checks;
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
        var scene = new Scene(UUID.randomUUID(), enabled, plan, clock.instant());
        scenes.insert(accountId, scene);
        return scene;
    }

    @Transactional
    Scene change(UUID accountId, UUID sceneId, boolean enabled, Plan plan) {
        exclusive(accountId, plan);
        var before = get(accountId, sceneId);
        boolean anew =
                before.enabled() != enabled || !before.plan().trigger().equals(plan.trigger());
        if (!scenes.update(accountId, sceneId, enabled, plan, anew)) {
            throw ProblemException.notFound();
        }
        return get(accountId, sceneId);
    }

    private void exclusive(UUID accountId, Plan plan) {
        subjects.exclusive(accountId, Processing.COLLECT, DataCategory.DEVICE);
        checks.check(accountId, plan.trigger());
        plan.actions().forEach(action -> checks.check(accountId, action));
    }

    /** With its runs; commands that wait for their devices still reach them. */
    @Transactional
    void delete(UUID accountId, UUID sceneId) {
        subjects.exclusive(accountId, Processing.ERASURE, DataCategory.DEVICE);
        if (!scenes.delete(accountId, sceneId)) {
            throw ProblemException.notFound();
        }
        runs.delete(accountId, sceneId);
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
