package com.bestqi.consent.policy;

import com.bestqi.platform.event.AccountSeen;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;

/** A person goes on using the app (AC-3). */
@ApplicationScoped
class AccountSeenListener implements EventListener<AccountSeen> {
    private final AcceptanceService acceptances;

    AccountSeenListener(AcceptanceService acceptances) {
        this.acceptances = acceptances;
    }

    @Override
    public Class<AccountSeen> type() {
        return AccountSeen.class;
    }

    @Override
    public String topic() {
        return Topics.ACCOUNT_USES;
    }

    @Override
    public void on(AccountSeen event) {
        acceptances.used(event);
    }
}
