package com.bestqi.device.timezone;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/** What other features may ask about time zones. */
@ApplicationScoped
public class TimeZones {
    private final TimeZoneRepository zones;
    private final Clock clock;

    TimeZones(TimeZoneRepository zones, Clock clock) {
        this.zones = zones;
        this.clock = clock;
    }

    /**
     * Where a person lives. When that is not known yet it is asked for, and every {@link
     * TimeZoneListener} is told. The caller holds the exclusive lock on the person's row.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<ZoneId> need(UUID accountId) {
        var known = zones.find(accountId);
        if (known.isEmpty()) {
            zones.ask(accountId, clock.instant());
        }
        return known;
    }

    /** Where a person lives, if that is known. */
    public Optional<ZoneId> of(UUID accountId) {
        return zones.find(accountId);
    }

    /** Nobody needs to know any more. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(UUID accountId) {
        zones.forget(accountId);
    }
}
