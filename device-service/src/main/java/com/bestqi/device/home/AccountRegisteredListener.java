package com.bestqi.device.home;

import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Gives every new person a home. */
@ApplicationScoped
class AccountRegisteredListener implements EventListener<AccountRegistered> {
    private final Homes homes;
    private final Subjects subjects;

    AccountRegisteredListener(Homes homes, Subjects subjects) {
        this.homes = homes;
        this.subjects = subjects;
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
        var accountId = event.accountId();
        // Whichever listener of this event comes first; a tombstone stays one.
        subjects.create(accountId);
        var live = subjects.shareAll(List.of(accountId), Processing.STORAGE, DataCategory.HOME);
        if (live.containsKey(accountId)) {
            homes.ensure(accountId);
        }
    }
}
