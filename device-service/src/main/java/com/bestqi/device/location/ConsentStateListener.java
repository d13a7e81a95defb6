package com.bestqi.device.location;

import com.bestqi.device.location.Position.Precision;
import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Removes positions that were taken after the withdrawal but arrived before it, by a clock that
 * goes ahead (I-7, PM-8). What was taken earlier stays. Comes after the platform's listener of the
 * same event, which has the exclusive lock by then.
 */
@ApplicationScoped
@Priority(-1)
class ConsentStateListener implements EventListener<ConsentState> {
    private final LocationRepository locations;
    private final Subjects subjects;

    ConsentStateListener(LocationRepository locations, Subjects subjects) {
        this.locations = locations;
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
        var owner =
                subjects.shareAll(
                                List.of(state.accountId()),
                                Processing.WITHDRAWAL,
                                DataCategory.LOCATION)
                        .get(state.accountId());
        // A late revision says nothing about now.
        if (owner != null && owner.consentRevision() == state.revision()) {
            locations.deleteTakenAfter(state.accountId(), withdrawn(state), state.at());
        }
    }

    private static Set<Precision> withdrawn(ConsentState state) {
        var withdrawn = EnumSet.noneOf(Precision.class);
        if (!state.granted().containsKey(LocationRules.PRECISE)) {
            withdrawn.add(Precision.PRECISE);
            if (!state.granted().containsKey(LocationRules.COARSE)) {
                withdrawn.add(Precision.COARSE);
            }
        }
        return withdrawn;
    }
}
