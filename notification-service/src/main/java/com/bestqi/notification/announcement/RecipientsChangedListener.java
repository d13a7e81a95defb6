package com.bestqi.notification.announcement;

import com.bestqi.platform.event.RecipientsChanged;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;

/** The register of recipients has changed (SH-1). */
@ApplicationScoped
class RecipientsChangedListener implements EventListener<RecipientsChanged> {
    private final AnnouncementService announcements;

    RecipientsChangedListener(AnnouncementService announcements) {
        this.announcements = announcements;
    }

    @Override
    public Class<RecipientsChanged> type() {
        return RecipientsChanged.class;
    }

    @Override
    public String topic() {
        return Topics.POLICY_EVENTS;
    }

    @Override
    public void on(RecipientsChanged event) {
        announcements.announce(event);
    }
}
