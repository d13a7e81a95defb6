package com.bestqi.device.smartdevice;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class SmartDeviceService {
    private final SmartDeviceRepository devices;
    private final SmartDevices tokenHolders;
    private final DeviceTokens tokens;
    private final Subjects subjects;

    SmartDeviceService(
            SmartDeviceRepository devices,
            SmartDevices tokenHolders,
            DeviceTokens tokens,
            Subjects subjects) {
        this.devices = devices;
        this.tokenHolders = tokenHolders;
        this.tokens = tokens;
        this.subjects = subjects;
    }

    List<SmartDevice> list(UUID ownerId, PageRequest page) {
        return devices.list(ownerId, page);
    }

    SmartDevice get(UUID ownerId, UUID deviceId) {
        return devices.find(ownerId, deviceId).orElseThrow(ProblemException::notFound);
    }

    @Transactional
    SmartDevice rename(UUID ownerId, UUID deviceId, String name) {
        var owner = subjects.share(ownerId, Processing.CORRECTION, DataCategory.DEVICE);
        if (!devices.rename(owner, deviceId, name)) {
            throw ProblemException.notFound();
        }
        return get(ownerId, deviceId);
    }

    /** A new token for a device that still has an older one of the same generation. */
    @Transactional
    DeviceTokens.Issued renew(DeviceToken token) {
        subjects.share(token.ownerId(), Processing.STORAGE, DataCategory.DEVICE);
        var known = tokenHolders.current(token);
        return tokens.issue(token.deviceId(), token.ownerId(), known.generation());
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
