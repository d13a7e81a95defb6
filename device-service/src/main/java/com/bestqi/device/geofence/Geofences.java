package com.bestqi.device.geofence;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What other features may ask about places. */
@ApplicationScoped
public class Geofences {
    /** The switch that places and crossings need. */
    public static final String SWITCH = "geofence";

    private final GeofenceRepository geofences;

    Geofences(GeofenceRepository geofences) {
        this.geofences = geofences;
    }

    /** Whether it is a place of this person. */
    public boolean has(UUID accountId, UUID geofenceId) {
        return geofences.find(accountId, geofenceId).isPresent();
    }
}
