package com.bestqi.device.geofence;

import java.time.Instant;
import java.util.UUID;

/**
 * A place a person marked.
 *
 * @param placedAt when it was put where it is
 */
record Geofence(UUID geofenceId, String name, Circle circle, Instant createdAt, Instant placedAt) {

    /** Where it is and how far it reaches. */
    record Circle(double latitude, double longitude, int radiusMeters) {
        /** As one text, for encryption. */
        String text() {
            return latitude + " " + longitude + " " + radiusMeters;
        }

        static Circle parse(String text) {
            var parts = text.split(" ", 3);
            return new Circle(
                    Double.parseDouble(parts[0]),
                    Double.parseDouble(parts[1]),
                    Integer.parseInt(parts[2]));
        }

        /** Keeps the place out of logs. */
        @Override
        public String toString() {
            return "Circle";
        }
    }

    @Override
    public String toString() {
        return "Geofence[" + geofenceId + "]";
    }
}
