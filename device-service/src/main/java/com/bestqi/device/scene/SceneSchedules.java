package com.bestqi.device.scene;

import com.bestqi.device.timezone.TimeZoneListener;
import com.bestqi.device.timezone.TimeZones;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** When scenes that wait for a time start next, as clocks go where their person lives. */
@ApplicationScoped
class SceneSchedules implements TimeZoneListener {
    private final SceneRepository scenes;
    private final TimeZones zones;
    private final Clock clock;

    SceneSchedules(SceneRepository scenes, TimeZones zones, Clock clock) {
        this.scenes = scenes;
        this.zones = zones;
        this.clock = clock;
    }

    /**
     * When a scene starts next; null when it waits for something else, is off, or it is not known
     * yet where the person lives: then it is planned as soon as that is. The caller holds the
     * exclusive lock on the person's row.
     */
    @Nullable Instant next(UUID accountId, boolean enabled, Trigger trigger) {
        var schedule = trigger.schedule();
        return schedule == null || !enabled
                ? null
                : zones.need(accountId)
                        .map(zone -> schedule.next(clock.instant(), zone))
                        .orElse(null);
    }

    /** Plans the next start of a scene whose moment has come. */
    void goOn(UUID accountId, Scene scene, Instant now) {
        var schedule = scene.plan().trigger().schedule();
        var next =
                schedule == null
                        ? null
                        : zones.of(accountId).map(zone -> schedule.next(now, zone)).orElse(null);
        scenes.planNext(scene.sceneId(), next);
    }

    /** A moment that has come already stays: it is about to start its scene. */
    @Override
    public void known(UUID accountId, ZoneId zone) {
        var now = clock.instant();
        for (var scene : scenes.ofSource(accountId, null)) {
            var schedule = scene.plan().trigger().schedule();
            boolean ahead = scene.nextAt() == null || scene.nextAt().isAfter(now);
            if (schedule != null && scene.enabled() && ahead) {
                scenes.planNext(scene.sceneId(), schedule.next(now, zone));
            }
        }
    }

    /** Where somebody lives is kept only while a scene of theirs waits for a time. */
    void tidy(UUID accountId) {
        if (scenes.ofSource(accountId, null).isEmpty()) {
            zones.forget(accountId);
        }
    }
}
