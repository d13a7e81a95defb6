package com.bestqi.consent.disclosure;

import com.bestqi.platform.event.DataDisclosed;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;

/** A service has let somebody outside have data about a person. */
@ApplicationScoped
class DataDisclosedListener implements EventListener<DataDisclosed> {
    private final DisclosureService disclosures;

    DataDisclosedListener(DisclosureService disclosures) {
        this.disclosures = disclosures;
    }

    @Override
    public Class<DataDisclosed> type() {
        return DataDisclosed.class;
    }

    @Override
    public String topic() {
        return Topics.DISCLOSURE_EVENTS;
    }

    @Override
    public void on(DataDisclosed event) {
        disclosures.keep(event);
    }
}
