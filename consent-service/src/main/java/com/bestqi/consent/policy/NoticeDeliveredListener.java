package com.bestqi.consent.policy;

import com.bestqi.platform.event.NoticeDelivered;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;

/** A person has been told of a version (PO-1). */
@ApplicationScoped
class NoticeDeliveredListener implements EventListener<NoticeDelivered> {
    private final AcceptanceService acceptances;

    NoticeDeliveredListener(AcceptanceService acceptances) {
        this.acceptances = acceptances;
    }

    @Override
    public Class<NoticeDelivered> type() {
        return NoticeDelivered.class;
    }

    @Override
    public String topic() {
        return Topics.NOTICE_DELIVERIES;
    }

    @Override
    public void on(NoticeDelivered event) {
        acceptances.noticed(event);
    }
}
