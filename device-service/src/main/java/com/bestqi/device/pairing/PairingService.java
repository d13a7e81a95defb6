package com.bestqi.device.pairing;

import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.device.onetimecode.OneTimeCode;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

@ApplicationScoped
class PairingService {
    private final PairingRepository pairings;
    private final Subjects subjects;
    private final PairingConfig config;
    private final Clock clock;

    PairingService(
            PairingRepository pairings, Subjects subjects, PairingConfig config, Clock clock) {
        this.pairings = pairings;
        this.subjects = subjects;
        this.config = config;
        this.clock = clock;
    }

    /** A pairing that has begun; only here is the code ever in the clear. */
    record Started(UUID pairingId, String code, Instant expiresAt) {}

    @Transactional
    Started start(UUID accountId, PairingMethod method, DeviceType type) {
        var owner =
                subjects.share(
                        accountId,
                        Processing.COLLECT,
                        DataCategory.DEVICE,
                        DataCategory.CONNECTION);
        method.permission().ifPresent(owner::require);
        var now = clock.instant();
        var started =
                new Started(UUID.randomUUID(), OneTimeCode.random(), now.plus(config.codeLife()));
        pairings.insert(
                owner,
                started.pairingId(),
                started.code(),
                method,
                type.key(),
                now,
                started.expiresAt());
        return started;
    }
}
