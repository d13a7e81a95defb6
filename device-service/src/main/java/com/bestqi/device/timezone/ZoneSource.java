package com.bestqi.device.timezone;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Asks account-service once. */
@ApplicationScoped
class ZoneSource {
    private static final Logger LOG = Logger.getLogger(ZoneSource.class);

    private final AccountClient accounts;

    ZoneSource(@RestClient AccountClient accounts) {
        this.accounts = accounts;
    }

    /** Where a person lives; empty when nobody says so, and it is asked again. */
    Optional<ZoneId> ask(UUID accountId) {
        try {
            return Optional.of(ZoneId.of(accounts.timeZone(accountId).timeZone()));
        } catch (RuntimeException e) {
            // Refused, no connection, no token, time out, no JSON, no zone.
            LOG.debugf("no time zone: %s", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
