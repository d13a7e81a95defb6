package com.bestqi.device.geofence;

import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Removes what was marked or crossed after the withdrawal but arrived before it (I-7, PM-8). What
 * is older stays. Comes after the platform's listener of the same event, which has the exclusive
 * lock by then.
 */
@ApplicationScoped
@Priority(-1)
class ConsentStateListener implements EventListener<ConsentState> {
    private final GeofenceRepository geofences;
    private final GeofenceEventRepository events;
    private final Subjects subjects;

    ConsentStateListener(
            GeofenceRepository geofences, GeofenceEventRepository events, Subjects subjects) {
        this.geofences = geofences;
        this.events = events;
        this.subjects = subjects;
    }

    @Override
    public Class<ConsentState> type() {
        return ConsentState.class;
    }

    @Override
    public String topic() {
        return Topics.CONSENT_STATES;
    }

    @Override
    public void on(ConsentState state) {
        if (state.granted().containsKey(GeofenceService.SWITCH)) {
            return;
        }
        var accountId = state.accountId();
        var owner =
                subjects.shareAll(List.of(accountId), Processing.WITHDRAWAL, DataCategory.LOCATION)
                        .get(accountId);
        // A late revision says nothing about now.
        if (owner != null && owner.consentRevision() == state.revision()) {
            events.deleteAfter(accountId, state.at());
            for (var geofenceId : geofences.placedAfter(accountId, state.at())) {
                events.delete(accountId, geofenceId);
                geofences.delete(accountId, geofenceId);
            }
        }
    }
}
