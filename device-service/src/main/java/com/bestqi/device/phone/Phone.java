package com.bestqi.device.phone;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A phone as the app describes it. */
record Phone(
        UUID installationId,
        String model,
        Os os,
        String osVersion,
        String appVersion,
        String softwareVersion,
        String language,
        NetworkType networkType,
        Surroundings surroundings,
        Instant registeredAt,
        Instant updatedAt) {

    enum Os {
        ANDROID,
        IOS,
        HARMONYOS,
        OTHER
    }

    enum NetworkType {
        WIFI,
        CELLULAR,
        ETHERNET,
        NONE
    }

    /** What may only be kept with {@code diagnostics} (AU-4): it points at a person or a place. */
    record Surroundings(
            @Nullable String carrier,
            @Nullable String ssid,
            @Nullable List<String> installedApps,
            @Nullable String ipAddress) {
        static final Surroundings UNKNOWN = new Surroundings(null, null, null, null);

        /** The fields that go when nothing of this may be kept, by their names in the API. */
        List<String> names() {
            var names = new ArrayList<String>();
            if (carrier != null) {
                names.add("carrier");
            }
            if (ssid != null) {
                names.add("wifi");
            }
            if (installedApps != null) {
                names.add("installedApps");
            }
            if (ipAddress != null) {
                names.add("ipAddress");
            }
            return names;
        }

        @Override
        public String toString() {
            return "Surroundings[" + names() + "]";
        }
    }

    /** The same phone with nothing of what surrounds it. */
    Phone bare() {
        return new Phone(
                installationId,
                model,
                os,
                osVersion,
                appVersion,
                softwareVersion,
                language,
                networkType,
                Surroundings.UNKNOWN,
                registeredAt,
                updatedAt);
    }
}
