package com.bestqi.device.geofence;

import com.bestqi.platform.event.RecipientsChanged;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;

/** The register of recipients says something new of somebody: the maps provider, perhaps. */
@ApplicationScoped
class RecipientsChangedListener implements EventListener<RecipientsChanged> {
    private final MapsProvider provider;

    RecipientsChangedListener(MapsProvider provider) {
        this.provider = provider;
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
        provider.follow(event);
    }
}
