package com.bestqi.account.inactivity;

import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Registering is the first use. */
@ApplicationScoped
@Priority(-1)
class AccountRegisteredListener implements EventListener<AccountRegistered> {
    private final Activities activities;

    AccountRegisteredListener(Activities activities) {
        this.activities = activities;
    }

    @Override
    public Class<AccountRegistered> type() {
        return AccountRegistered.class;
    }

    @Override
    public String topic() {
        return Topics.ACCOUNT_EVENTS;
    }

    @Override
    public void on(AccountRegistered event) {
        activities.seen(event.accountId(), LocalDate.ofInstant(event.at(), ZoneOffset.UTC));
    }
}
