package com.bestqi.device.smartdevice;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class SmartDeviceService {
    private final SmartDeviceRepository devices;
    private final SmartDevices tokenHolders;
    private final DeviceTokens tokens;
    private final DeviceAccess access;
    private final Subjects subjects;
    private final Clock clock;

    SmartDeviceService(
            SmartDeviceRepository devices,
            SmartDevices tokenHolders,
            DeviceTokens tokens,
            DeviceAccess access,
            Subjects subjects,
            Clock clock) {
        this.devices = devices;
        this.tokenHolders = tokenHolders;
        this.tokens = tokens;
        this.access = access;
        this.subjects = subjects;
        this.clock = clock;
    }

    /** A person's own, and those of others in the homes where the person is something. */
    List<SmartDevice> list(UUID accountId, PageRequest page) {
        return devices.list(accountId, access.homesOf(accountId), clock.instant(), page);
    }

    SmartDevice get(UUID accountId, UUID deviceId) {
        return devices.find(access.of(accountId, deviceId).ownerId(), deviceId)
                .orElseThrow(ProblemException::notFound);
    }

    @Transactional
    SmartDevice rename(UUID ownerId, UUID deviceId, String name) {
        var owner = subjects.share(ownerId, Processing.CORRECTION, DataCategory.DEVICE);
        if (!devices.rename(owner, deviceId, name)) {
            throw ProblemException.notFound();
        }
        return get(ownerId, deviceId);
    }

    /**
     * A new token for a device that still has an older one of the same generation, also when it has
     * another owner since. What firmware it says it has is noted unless the owner restricted that.
     */
    @Transactional
    DeviceTokens.Issued renew(DeviceToken token, @Nullable String firmwareVersion) {
        var deviceId = token.deviceId();
        var ownerId =
                devices.place(deviceId)
                        .map(SmartDeviceRepository.Place::ownerId)
                        .orElse(token.ownerId());
        var owner = subjects.share(ownerId, Processing.STORAGE, DataCategory.DEVICE);
        var known =
                tokenHolders.current(
                        new DeviceToken(deviceId, ownerId, token.generation(), token.expiresAt()));
        if (firmwareVersion != null && owner.allows(Processing.COLLECT, DataCategory.DEVICE)) {
            devices.noteFirmware(owner, deviceId, firmwareVersion);
        }
        return tokens.issue(deviceId, ownerId, known.generation());
    }

    /** From the commit on no token that the device has is good. */
    @Transactional
    void revoke(UUID ownerId, UUID deviceId) {
        subjects.share(ownerId, Processing.ERASURE, DataCategory.DEVICE);
        if (!devices.revoke(ownerId, deviceId)) {
            throw ProblemException.notFound();
        }
    }
}
