package com.bestqi.device.pairing;

import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.device.smartdevice.PairedBefore;
import com.bestqi.device.smartdevice.SmartDevices.Introduction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * The steps of a claim: nothing of anybody is touched before the code has proved good, and a former
 * owner's data is gone for good before the device is the new owner's.
 */
@ApplicationScoped
class ClaimDevice {
    private final ClaimPairing claims;
    private final PairedBefore before;
    private final GuessLimit limit;

    ClaimDevice(ClaimPairing claims, PairedBefore before, GuessLimit limit) {
        this.claims = claims;
        this.before = before;
        this.limit = limit;
    }

    /** Claims; empty when there is no such code. */
    Optional<ClaimPairing.Claimed> claim(String code, DeviceType type, Introduction introduction) {
        var owner = claims.check(code, type);
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        var serial = introduction.serialNumber();
        if (before.isSomebodyElses(owner.get(), type, serial)) {
            limit.countTakeover(owner.get());
            before.eraseForOthersThan(owner.get(), type, serial);
        }
        return claims.claim(code, type, introduction);
    }
}
