package com.bestqi.device.home;

import com.bestqi.device.smartdevice.HomeRole;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A home as one of its people sees it.
 *
 * @param role what they are in it
 * @param until when that ends, if it does
 * @param since when it began
 */
record Home(UUID homeId, String name, HomeRole role, @Nullable Instant until, Instant since) {
    /** Keeps the name out of logs. */
    @Override
    public String toString() {
        return "Home[" + homeId + "]";
    }
}
