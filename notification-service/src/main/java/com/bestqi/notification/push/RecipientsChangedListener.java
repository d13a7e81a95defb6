package com.bestqi.notification.push;

import com.bestqi.platform.event.RecipientsChanged;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;

/** The register of recipients says something new of somebody: of who delivers pushes, perhaps. */
@ApplicationScoped
class RecipientsChangedListener implements EventListener<RecipientsChanged> {
    private final PushRecipients recipients;

    RecipientsChangedListener(PushRecipients recipients) {
        this.recipients = recipients;
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
        recipients.follow(event);
    }
}
