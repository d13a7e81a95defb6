package com.bestqi.device.smartdevice;

import java.util.UUID;

/** Rows of another feature that belong to a device and go with it. Every bean is asked. */
public interface DeviceRows {

    /**
     * Deletes at most so many rows of a device, in the caller's transaction. Returns how many; less
     * than asked for means that none is left.
     */
    int delete(UUID ownerId, UUID deviceId, int atMost);
}
