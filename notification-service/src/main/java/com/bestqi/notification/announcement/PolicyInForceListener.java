package com.bestqi.notification.announcement;

import com.bestqi.platform.event.PolicyInForce;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;

/** What was announced has come true. */
@ApplicationScoped
class PolicyInForceListener implements EventListener<PolicyInForce> {
    private final AnnouncementService announcements;

    PolicyInForceListener(AnnouncementService announcements) {
        this.announcements = announcements;
    }

    @Override
    public Class<PolicyInForce> type() {
        return PolicyInForce.class;
    }

    @Override
    public String topic() {
        return Topics.POLICY_EVENTS;
    }

    @Override
    public void on(PolicyInForce event) {
        announcements.close(event);
    }
}
