package com.bestqi.notification.announcement;

import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells a newcomer what was announced before. */
@ApplicationScoped
class AccountRegisteredListener implements EventListener<AccountRegistered> {
    private final AnnouncementService announcements;

    AccountRegisteredListener(AnnouncementService announcements) {
        this.announcements = announcements;
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
        announcements.tell(event);
    }
}
