package com.bestqi.device.scene;

import com.bestqi.device.command.Commands;
import com.bestqi.device.scene.SceneRun.Cause;
import com.bestqi.device.scene.SceneRun.Given;
import com.bestqi.device.scene.SceneRun.Outcome;
import com.bestqi.device.smartdevice.DeviceAccess;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs scenes, in the transaction that takes in what started them. */
@ApplicationScoped
class SceneRuns {
    private final SceneRunRepository runs;
    private final Commands commands;
    private final DeviceAccess access;
    private final Subjects subjects;
    private final SceneConfig config;
    private final Clock clock;

    SceneRuns(
            SceneRunRepository runs,
            Commands commands,
            DeviceAccess access,
            Subjects subjects,
            SceneConfig config,
            Clock clock) {
        this.runs = runs;
        this.commands = commands;
        this.access = access;
        this.subjects = subjects;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Gives the scene's commands to their devices. A scene that ran too often lately, because
     * scenes start each other in a circle or a reading swings, is stopped until that is over, and
     * says so once. The caller holds the locks on the person's data-subject row and on the scene.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void start(Subject owner, Scene scene, Cause cause) {
        var now = clock.instant();
        var accountId = owner.accountId();
        var lately = runs.since(accountId, scene.sceneId(), now.minus(config.window()));
        var runId = UUID.randomUUID();
        if (lately.ran() >= config.mostRuns()) {
            if (lately.stopped() == 0) {
                runs.insert(
                        accountId,
                        scene.sceneId(),
                        new SceneRun(runId, now, cause, Outcome.STOPPED, List.of()));
            }
            return;
        }
        var given = new ArrayList<Given>();
        for (var action : scene.plan().actions()) {
            var commandId = commandId(runId, given.size());
            boolean done = give(owner, action, commandId);
            given.add(new Given(action.deviceId(), done ? commandId : null));
        }
        boolean all = given.stream().allMatch(one -> one.commandId() != null);
        var outcome = all ? Outcome.STARTED : Outcome.INCOMPLETE;
        runs.insert(accountId, scene.sceneId(), new SceneRun(runId, now, cause, outcome, given));
    }

    /** Says that a scene did not run because its moment was over long ago. */
    @Transactional(Transactional.TxType.MANDATORY)
    void miss(UUID accountId, Scene scene, Cause cause) {
        runs.insert(
                accountId,
                scene.sceneId(),
                new SceneRun(UUID.randomUUID(), clock.instant(), cause, Outcome.MISSED, List.of()));
    }

    /** The same for the same action of the same run. */
    private static UUID commandId(UUID runId, int action) {
        var name = runId + "/" + action;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The person may have lost the device, or their place in its home, since the scene was made.
     */
    private boolean give(Subject owner, Action action, UUID commandId) {
        var deviceId = action.deviceId();
        var order = action.command();
        try {
            var place = access.of(owner.accountId(), deviceId);
            var holder = holder(owner, place.ownerId());
            return holder != null
                    && commands.offer(
                            holder,
                            place.giver(),
                            deviceId,
                            commandId,
                            order.name(),
                            order.arguments());
        } catch (ProblemException e) {
            return false;
        }
    }

    /** Whose device it is, under their lock; null when they are away. */
    private @Nullable Subject holder(Subject owner, UUID holderId) {
        return holderId.equals(owner.accountId())
                ? owner
                : subjects.shareAll(List.of(holderId), Processing.USE, DataCategory.DEVICE)
                        .get(holderId);
    }
}
