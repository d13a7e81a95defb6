package com.bestqi.device.pairing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the app and the device find each other. */
enum PairingMethod {
    /** The app scans a code on the device (PM-3). */
    QR("camera"),
    /** The app discovers the device nearby (PM-7). */
    BLUETOOTH("bluetooth"),
    /** The device opens a network of its own; needs no permission of ours. */
    WIFI(null);

    private final @Nullable String permission;

    PairingMethod(@Nullable String permission) {
        this.permission = permission;
    }

    /** The switch that must be on. */
    Optional<String> permission() {
        return Optional.ofNullable(permission);
    }
}
