package com.bestqi.consent.policy;

import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;

/** A person has registered, which includes an acceptance (AC-2). */
@ApplicationScoped
class AccountRegisteredListener implements EventListener<AccountRegistered> {
    private final AcceptanceService acceptances;

    AccountRegisteredListener(AcceptanceService acceptances) {
        this.acceptances = acceptances;
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
        acceptances.accepted(event);
    }
}
