package com.bestqi.device.scene;

import com.bestqi.device.sample.ConsentedSamples;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** What came of a sample that may not be kept is not kept either. */
@ApplicationScoped
class ConsentedRuns implements ConsentedSamples {
    private final SceneRepository scenes;
    private final SceneRunRepository runs;

    ConsentedRuns(SceneRepository scenes, SceneRunRepository runs) {
        this.scenes = scenes;
        this.runs = runs;
    }

    @Override
    public int removeTakenAfter(UUID accountId, Set<String> granted, Instant moment) {
        int removed = runs.deleteCausedAfter(accountId, granted, moment);
        for (var waiting : scenes.seeing(accountId)) {
            var seen = waiting.seen();
            if (seen != null
                    && seen.restsOn() != null
                    && !granted.contains(seen.restsOn())
                    && seen.takenAt().isAfter(moment)) {
                scenes.unsee(waiting.scene().sceneId());
                removed++;
            }
        }
        return removed;
    }
}
