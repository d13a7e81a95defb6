package com.bestqi.device.phone;

import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Forgets what surrounds a phone, the installed apps with it (AU-5), where the phone was described
 * after the withdrawal but before this service heard of it (I-7, PM-8). Comes after the platform's
 * listener of the same event, which has the exclusive lock by then.
 */
@ApplicationScoped
@Priority(-1)
class ConsentStateListener implements EventListener<ConsentState> {
    private final PhoneRepository phones;
    private final Subjects subjects;

    ConsentStateListener(PhoneRepository phones, Subjects subjects) {
        this.phones = phones;
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
    public void on(ConsentState state) {
        if (state.granted().containsKey(PhoneService.DIAGNOSTICS)) {
            return;
        }
        var owner =
                subjects.shareAll(
                                List.of(state.accountId()),
                                Processing.WITHDRAWAL,
                                DataCategory.PHONE)
                        .get(state.accountId());
        // A late revision says nothing about now.
        if (owner != null && owner.consentRevision() == state.revision()) {
            phones.forgetSurroundingsTakenAfter(state.accountId(), state.at());
        }
    }
}
