package com.bestqi.device.geofence;

import com.bestqi.device.sample.ConsentedSamples;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Places and crossings rest on {@code geofence}. */
@ApplicationScoped
class ConsentedGeofences implements ConsentedSamples {
    private final GeofenceRepository geofences;
    private final GeofenceEventRepository events;

    ConsentedGeofences(GeofenceRepository geofences, GeofenceEventRepository events) {
        this.geofences = geofences;
        this.events = events;
    }

    @Override
    public int removeTakenAfter(UUID accountId, Set<String> granted, Instant moment) {
        return granted.contains(GeofenceService.SWITCH)
                ? 0
                : events.deleteAfter(accountId, moment)
                        + geofences.deletePlacedAfter(accountId, moment);
    }
}
