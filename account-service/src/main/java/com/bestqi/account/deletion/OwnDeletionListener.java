package com.bestqi.account.deletion;

import com.bestqi.platform.event.AccountDeletionConfirmed;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Reads back what this service confirmed itself. On a database restored from a backup it closes the
 * accounts again that were closed since and not erased yet; otherwise it changes nothing.
 */
@ApplicationScoped
class OwnDeletionListener implements EventListener<AccountDeletionConfirmed> {
    private final Subjects subjects;
    private final Deletions deletions;

    OwnDeletionListener(Subjects subjects, Deletions deletions) {
        this.subjects = subjects;
        this.deletions = deletions;
    }

    @Override
    public Class<AccountDeletionConfirmed> type() {
        return AccountDeletionConfirmed.class;
    }

    @Override
    public String topic() {
        return Topics.ACCOUNT_EVENTS;
    }

    @Override
    public void on(AccountDeletionConfirmed event) {
        if (subjects.close(event.accountId(), event.requestId())) {
            deletions.add(event.accountId(), event.requestId(), event.at());
        }
    }
}
