package com.bestqi.device.location;

import com.bestqi.device.location.Position.Precision;
import com.bestqi.device.sample.ConsentedSamples;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Positions rest on the switch of their precision. */
@ApplicationScoped
class ConsentedPositions implements ConsentedSamples {
    private final LocationRepository locations;

    ConsentedPositions(LocationRepository locations) {
        this.locations = locations;
    }

    @Override
    public int removeTakenAfter(UUID accountId, Set<String> granted, Instant moment) {
        return locations.deleteTakenAfter(accountId, withdrawn(granted), moment);
    }

    private static Set<Precision> withdrawn(Set<String> granted) {
        var withdrawn = EnumSet.noneOf(Precision.class);
        if (!granted.contains(LocationRules.PRECISE)) {
            withdrawn.add(Precision.PRECISE);
            if (!granted.contains(LocationRules.COARSE)) {
                withdrawn.add(Precision.COARSE);
            }
        }
        return withdrawn;
    }
}
