package com.bestqi.device.usage;

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
 * Removes events that happened after the withdrawal but arrived before it (I-7, PM-8). What
 * happened earlier stays. Comes after the platform's listener of the same event, which has the
 * exclusive lock by then.
 */
@ApplicationScoped
@Priority(-1)
class ConsentStateListener implements EventListener<ConsentState> {
    private final UsageRepository usage;
    private final Subjects subjects;

    ConsentStateListener(UsageRepository usage, Subjects subjects) {
        this.usage = usage;
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
        if (state.granted().containsKey(UsageRules.ANALYTICS)) {
            return;
        }
        var owner =
                subjects.shareAll(
                                List.of(state.accountId()),
                                Processing.WITHDRAWAL,
                                DataCategory.USAGE)
                        .get(state.accountId());
        // A late revision says nothing about now.
        if (owner != null && owner.consentRevision() == state.revision()) {
            usage.deleteTakenAfter(state.accountId(), state.at());
        }
    }
}
