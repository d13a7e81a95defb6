package com.bestqi.device.timezone;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Answers in the place of account-service: nothing until a test has said where somebody lives. */
@Alternative
@Priority(1)
@Singleton
public class AccountsDouble extends ZoneSource {
    private static final Map<UUID, String> ZONES = new ConcurrentHashMap<>();

    AccountsDouble(@RestClient AccountClient accounts) {
        super(accounts);
    }

    /** Where a person lives from now on. */
    public static void settle(UUID accountId, String timeZone) {
        ZONES.put(accountId, timeZone);
    }

    @Override
    Optional<ZoneId> ask(UUID accountId) {
        return Optional.ofNullable(ZONES.get(accountId)).map(ZoneId::of);
    }
}
