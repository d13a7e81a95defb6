package com.bestqi.device.smartdevice;

import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.device.smartdevice.DeviceSerials.Holder;
import com.bestqi.device.smartdevice.SmartDevices.Introduction;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * A device that is paired once more is known by its type and serial number. For its owner it goes
 * on as the same device with new credentials. For anybody else it begins anew, and what it told its
 * former owner is erased first (SE-1, RT-2).
 */
@ApplicationScoped
public class PairedBefore {
    private final DeviceSerials serials;
    private final SmartDeviceRemoval removal;
    private final DeviceTokens tokens;
    private final Clock clock;

    PairedBefore(
            DeviceSerials serials, SmartDeviceRemoval removal, DeviceTokens tokens, Clock clock) {
        this.serials = serials;
        this.removal = removal;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Whether the device is somebody else's than the one who is about to claim it. */
    public boolean isSomebodyElses(UUID ownerId, DeviceType type, String serialNumber) {
        return others(ownerId, type, serialNumber).isPresent();
    }

    /**
     * Erases the device with all it told, where it is somebody else's than the one who is about to
     * claim it. Commits by itself, before the claim; throws 409 while the former owner's whole
     * account is being erased.
     */
    public void eraseForOthersThan(UUID ownerId, DeviceType type, String serialNumber) {
        others(ownerId, type, serialNumber).ifPresent(this::erase);
    }

    private Optional<Holder> others(UUID ownerId, DeviceType type, String serialNumber) {
        return serials.holder(type, serialNumber)
                .filter(holder -> !holder.ownerId().equals(ownerId));
    }

    private void erase(Holder former) {
        try {
            removal.remove(former.ownerId(), former.deviceId(), Farewell.UNBIND);
        } catch (ProblemException e) {
            if (e.problem() == CommonProblem.ACCOUNT_ERASED) {
                throw new ProblemException(
                                CommonProblem.CONFLICT,
                                "What this device told its former owner is still being erased.")
                        .header("Retry-After", "5");
            }
            if (e.problem() != CommonProblem.NOT_FOUND) {
                throw e;
            }
            // Somebody else has removed it in the same moment.
        }
    }

    /** The device, if it is this person's already. The caller holds the lock on their row. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<UUID> known(Subject owner, DeviceType type, String serialNumber) {
        return serials.holder(type, serialNumber)
                .filter(holder -> holder.ownerId().equals(owner.accountId()))
                .map(Holder::deviceId);
    }

    /**
     * New credentials for a device that is known; voids its earlier tokens, returns the new one.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public String renew(Subject owner, UUID deviceId, Introduction device) {
        int generation = serials.renew(owner, deviceId, device, clock.instant());
        return tokens.issue(deviceId, owner.accountId(), generation).token();
    }

    /**
     * Notes by what a device that was just added is known again; of two that are added at once with
     * the same serial number one fails on the unique key.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void remember(UUID deviceId, DeviceType type, String serialNumber) {
        serials.remember(deviceId, type, serialNumber);
    }
}
