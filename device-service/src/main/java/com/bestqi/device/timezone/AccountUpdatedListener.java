package com.bestqi.device.timezone;

import com.bestqi.platform.event.AccountUpdated;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** A person may live elsewhere now (RI-2). */
@ApplicationScoped
class AccountUpdatedListener implements EventListener<AccountUpdated> {
    private static final String FIELD = "timeZone";

    private final TimeZoneRepository zones;
    private final Clock clock;

    AccountUpdatedListener(TimeZoneRepository zones, Clock clock) {
        this.zones = zones;
        this.clock = clock;
    }

    @Override
    public Class<AccountUpdated> type() {
        return AccountUpdated.class;
    }

    @Override
    public String topic() {
        return Topics.ACCOUNT_EVENTS;
    }

    @Override
    public void on(AccountUpdated event) {
        if (event.fields().contains(FIELD)) {
            zones.askAgain(event.accountId(), clock.instant());
        }
    }
}
