package com.bestqi.device.phone;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What other features may ask about phones. */
@ApplicationScoped
public class Phones {
    private final PhoneRepository phones;

    Phones(PhoneRepository phones) {
        this.phones = phones;
    }

    /** Whether the installation is known as another person's phone. */
    public boolean isForeign(UUID accountId, UUID installationId) {
        return phones.isForeign(accountId, installationId);
    }
}
