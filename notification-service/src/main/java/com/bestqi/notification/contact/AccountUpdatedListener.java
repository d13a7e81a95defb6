package com.bestqi.notification.contact;

import com.bestqi.platform.event.AccountUpdated;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Has a contact asked for again after it changed (RI-2). */
@ApplicationScoped
class AccountUpdatedListener implements EventListener<AccountUpdated> {
    /** What is copied here of a profile. */
    private static final Set<String> COPIED =
            Set.of("email", "name", "nickname", "language", "timeZone");

    private final ContactRepository contacts;
    private final Subjects subjects;

    AccountUpdatedListener(ContactRepository contacts, Subjects subjects) {
        this.contacts = contacts;
        this.subjects = subjects;
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
        if (event.fields().stream().noneMatch(COPIED::contains)) {
            return;
        }
        var person = List.of(event.accountId());
        if (!subjects.shareAll(person, Processing.CORRECTION, DataCategory.CONTACT).isEmpty()) {
            contacts.outdate(event.accountId());
        }
    }
}
