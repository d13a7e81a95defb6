package com.bestqi.device.scene;

import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.device.reading.ReadingListener;
import com.bestqi.device.scene.Scene.Seen;
import com.bestqi.device.scene.SceneRepository.Waiting;
import com.bestqi.device.scene.SceneRun.Cause;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Starts the scenes that wait for a reading to cross their line. Only the newest reading of a batch
 * counts, and only one newer than the last: a reading told twice or late starts nothing, nor does
 * one that stays beyond the line.
 */
@ApplicationScoped
class ReadingStart implements ReadingListener {
    private final SceneRepository scenes;
    private final SceneRuns runs;
    private final SceneConfig config;
    private final Clock clock;

    ReadingStart(SceneRepository scenes, SceneRuns runs, SceneConfig config, Clock clock) {
        this.scenes = scenes;
        this.runs = runs;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public void arrived(Subject owner, UUID deviceId, DeviceType type, List<Arrival> readings) {
        var now = clock.instant();
        for (var waiting : scenes.waitingFor(owner.accountId(), deviceId)) {
            newest(waiting, readings, now)
                    .ifPresent(reading -> arrived(owner, waiting, reading, now));
        }
    }

    private Optional<Arrival> newest(Waiting waiting, List<Arrival> readings, Instant now) {
        var trigger = waiting.scene().plan().trigger();
        var earliest = now.minus(config.latest());
        var seen = waiting.seen();
        return readings.stream()
                .filter(reading -> reading.type().equals(trigger.type()))
                .filter(reading -> !reading.at().isBefore(earliest))
                .filter(reading -> seen == null || reading.at().isAfter(seen.at()))
                .max(Comparator.comparing(Arrival::at));
    }

    private void arrived(Subject owner, Waiting waiting, Arrival reading, Instant now) {
        // By a clock that is ahead it would be the newest for long: it counts as of its arrival.
        var counts = reading.at().isAfter(now) ? now : reading.at();
        var scene = waiting.scene();
        boolean beyond = scene.plan().trigger().beyond(reading.value());
        var before = waiting.seen();
        scenes.seen(
                owner.accountId(),
                scene.sceneId(),
                new Seen(counts, reading.at(), beyond, reading.category()));
        if (beyond
                && (before == null || !before.beyond())
                && owner.allows(Processing.USE, DataCategory.DEVICE)) {
            var deviceId = scene.plan().trigger().source();
            runs.start(owner, scene, new Cause(deviceId, reading.category(), reading.at()));
        }
    }
}
