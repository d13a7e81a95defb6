package com.bestqi.device.phone;

import com.bestqi.device.sample.ConsentedSamples;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** What surrounds a phone, the installed apps with it (AU-5), rests on {@code diagnostics}. */
@ApplicationScoped
class ConsentedSurroundings implements ConsentedSamples {
    private final PhoneRepository phones;

    ConsentedSurroundings(PhoneRepository phones) {
        this.phones = phones;
    }

    @Override
    public int removeTakenAfter(UUID accountId, Set<String> granted, Instant moment) {
        return granted.contains(PhoneService.DIAGNOSTICS)
                ? 0
                : phones.forgetSurroundingsTakenAfter(accountId, moment);
    }
}
