package com.bestqi.device.pairing;

import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.device.home.Homes;
import com.bestqi.device.smartdevice.PairedBefore;
import com.bestqi.device.smartdevice.SmartDevices;
import com.bestqi.device.smartdevice.SmartDevices.Introduction;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** A device redeems the code of a pairing and becomes the person's. */
@ApplicationScoped
class ClaimPairing {
    private final PairingRepository pairings;
    private final SmartDevices devices;
    private final PairedBefore before;
    private final Homes homes;
    private final Subjects subjects;
    private final Clock clock;

    ClaimPairing(
            PairingRepository pairings,
            SmartDevices devices,
            PairedBefore before,
            Homes homes,
            Subjects subjects,
            Clock clock) {
        this.pairings = pairings;
        this.devices = devices;
        this.before = before;
        this.homes = homes;
        this.subjects = subjects;
        this.clock = clock;
    }

    /** The device as it is known from now on. */
    record Claimed(UUID ownerId, UUID deviceId, String deviceToken) {}

    /** Whom a code that could be claimed now is for; throws as a claim would. Leaves nothing. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Optional<UUID> check(String code, DeviceType type) {
        return pairings.find(code).map(pairing -> good(pairing, type).accountId());
    }

    /** Claims; empty when there is no such code. Of many at once one wins (G6). */
    @Transactional
    Optional<Claimed> claim(String code, DeviceType type, Introduction introduction) {
        return pairings.find(code).map(pairing -> claim(pairing, type, introduction));
    }

    private Claimed claim(
            PairingRepository.Pairing pairing, DeviceType type, Introduction introduction) {
        var owner = good(pairing, type);
        var known = before.known(owner, type, introduction.serialNumber());
        var deviceId = known.orElseGet(UUID::randomUUID);
        if (!pairings.claim(pairing.pairingId(), deviceId, clock.instant())) {
            throw used();
        }
        var token =
                known.isPresent()
                        ? before.renew(owner, deviceId, introduction)
                        : add(owner, deviceId, type, introduction);
        return new Claimed(owner.accountId(), deviceId, token);
    }

    private String add(Subject owner, UUID deviceId, DeviceType type, Introduction introduction) {
        var homeId = homes.ensure(owner.accountId());
        var token = devices.add(owner, homeId, deviceId, type, introduction);
        before.remember(deviceId, type, introduction.serialNumber());
        return token;
    }

    private Subject good(PairingRepository.Pairing pairing, DeviceType type) {
        var owner =
                subjects.share(
                        pairing.accountId(),
                        Processing.COLLECT,
                        DataCategory.DEVICE,
                        DataCategory.CONNECTION);
        if (pairing.claimed()) {
            throw used();
        }
        if (!clock.instant().isBefore(pairing.expiresAt())) {
            throw new ProblemException(
                    PairingProblem.PAIRING_EXPIRED, "Ask the app for another code.");
        }
        if (!type.key().equals(pairing.deviceType())) {
            throw new ProblemException(
                    PairingProblem.DEVICE_TYPE_MISMATCH,
                    "The app asked for a code for another device type.");
        }
        return owner;
    }

    private static ProblemException used() {
        return new ProblemException(PairingProblem.PAIRING_USED, "A device has this code already.");
    }
}
