package com.bestqi.device.scene;

import com.bestqi.device.geofence.CrossingListener;
import com.bestqi.device.geofence.Geofences;
import com.bestqi.device.scene.SceneRun.Cause;
import com.bestqi.device.scene.Trigger.Event;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

/** Starts the scenes that wait for a place to be reached or left. */
@ApplicationScoped
class CrossingStart implements CrossingListener {
    private final SceneRepository scenes;
    private final SceneRuns runs;
    private final SceneRunRepository history;
    private final SceneConfig config;
    private final Clock clock;

    CrossingStart(
            SceneRepository scenes,
            SceneRuns runs,
            SceneRunRepository history,
            SceneConfig config,
            Clock clock) {
        this.scenes = scenes;
        this.runs = runs;
        this.history = history;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public void crossed(Subject owner, UUID geofenceId, boolean entered, Instant at) {
        boolean late = at.isBefore(clock.instant().minus(config.latest()));
        if (late || !owner.allows(Processing.USE, DataCategory.DEVICE)) {
            return;
        }
        var event = entered ? Event.ENTER : Event.EXIT;
        for (var waiting : scenes.waitingFor(owner.accountId(), geofenceId)) {
            if (waiting.scene().plan().trigger().event() == event) {
                runs.start(owner, waiting.scene(), new Cause(geofenceId, Geofences.SWITCH, at));
            }
        }
    }

    @Override
    public void forgotten(UUID accountId, Collection<UUID> geofenceIds) {
        history.deleteOf(accountId, geofenceIds, Integer.MAX_VALUE);
    }
}
