package com.bestqi.device.geofence;

import com.bestqi.device.sample.ConsentedSamples;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Places and crossings rest on {@code geofence}. */
@ApplicationScoped
class ConsentedGeofences implements ConsentedSamples {
    private final GeofenceRepository geofences;
    private final GeofenceEventRepository events;
    private final List<CrossingListener> listeners;

    ConsentedGeofences(
            GeofenceRepository geofences,
            GeofenceEventRepository events,
            @All List<CrossingListener> listeners) {
        this.geofences = geofences;
        this.events = events;
        this.listeners = listeners;
    }

    @Override
    public int removeTakenAfter(UUID accountId, Set<String> granted, Instant moment) {
        if (granted.contains(Geofences.SWITCH)) {
            return 0;
        }
        int crossings = events.deleteAfter(accountId, moment);
        var forgotten = geofences.deletePlacedAfter(accountId, moment);
        if (!forgotten.isEmpty()) {
            listeners.forEach(listener -> listener.forgotten(accountId, forgotten));
        }
        return crossings + forgotten.size();
    }
}
