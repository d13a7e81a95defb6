package com.bestqi.account.inactivity;

import com.bestqi.platform.event.AccountSeen;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;

/** Follows who is seen by any service. */
@ApplicationScoped
class AccountSeenListener implements EventListener<AccountSeen> {
    private final Activities activities;

    AccountSeenListener(Activities activities) {
        this.activities = activities;
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
        activities.seen(event.accountId(), event.on());
    }
}
