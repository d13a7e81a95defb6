package com.bestqi.platform.subject;

import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;

/** Opens the data-subject row of a new person in every service. */
@ApplicationScoped
public class AccountRegisteredListener implements EventListener<AccountRegistered> {
    private final Subjects subjects;

    /** Everything it needs is injected. */
    public AccountRegisteredListener(Subjects subjects) {
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
        subjects.create(event.accountId());
    }
}
