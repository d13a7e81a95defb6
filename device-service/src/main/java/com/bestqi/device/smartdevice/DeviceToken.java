package com.bestqi.device.smartdevice;

import java.time.Instant;
import java.util.UUID;

/**
 * What a device token says, its signature being right.
 *
 * @param ownerId the account the device was claimed for
 * @param generation of the device's credentials; a later one makes earlier tokens void
 */
public record DeviceToken(UUID deviceId, UUID ownerId, int generation, Instant expiresAt) {}
