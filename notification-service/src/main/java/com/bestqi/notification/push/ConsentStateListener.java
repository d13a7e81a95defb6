package com.bestqi.notification.push;

import com.bestqi.notification.preference.Preferences;
import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Forgets where a person's phones are pushed to once the switch is off (PM-6). */
@ApplicationScoped
@Priority(-1)
class ConsentStateListener implements EventListener<ConsentState> {
    private final PushEndpoints endpoints;
    private final Subjects subjects;

    ConsentStateListener(PushEndpoints endpoints, Subjects subjects) {
        this.endpoints = endpoints;
        this.subjects = subjects;
    }

    @Override
    public Class<ConsentState> type() {
        return ConsentState.class;
    }

    @Override
    public String topic() {
        return Topics.CONSENT_STATES;
    }

    @Override
    public void on(ConsentState event) {
        var subject =
                subjects.shareAll(
                                List.of(event.accountId()),
                                Processing.WITHDRAWAL,
                                DataCategory.PHONE)
                        .get(event.accountId());
        // What the platform has followed by now counts, however old this event is.
        if (subject != null && !subject.granted().containsKey(Preferences.SWITCH)) {
            endpoints.deleteAll(event.accountId());
        }
    }
}
