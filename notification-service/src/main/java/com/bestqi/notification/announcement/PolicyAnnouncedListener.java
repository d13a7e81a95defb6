package com.bestqi.notification.announcement;

import com.bestqi.platform.event.PolicyAnnounced;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;

/** A change of the policy is announced. */
@ApplicationScoped
class PolicyAnnouncedListener implements EventListener<PolicyAnnounced> {
    private final AnnouncementService announcements;

    PolicyAnnouncedListener(AnnouncementService announcements) {
        this.announcements = announcements;
    }

    @Override
    public Class<PolicyAnnounced> type() {
        return PolicyAnnounced.class;
    }

    @Override
    public String topic() {
        return Topics.POLICY_EVENTS;
    }

    @Override
    public void on(PolicyAnnounced event) {
        announcements.announce(event);
    }
}
