package com.bestqi.device.log;

import com.bestqi.device.log.LogEntry.Kind;
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
 * Removes entries that were written after the withdrawal but arrived before it, by a clock that
 * goes ahead (I-7, PM-8). What was written earlier stays. Comes after the platform's listener of
 * the same event, which has the exclusive lock by then.
 */
@ApplicationScoped
@Priority(-1)
class ConsentStateListener implements EventListener<ConsentState> {
    private final LogRepository logs;
    private final Subjects subjects;

    ConsentStateListener(LogRepository logs, Subjects subjects) {
        this.logs = logs;
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
                                List.of(state.accountId()), Processing.WITHDRAWAL, DataCategory.LOG)
                        .get(state.accountId());
        // A late revision says nothing about now.
        if (owner != null && owner.consentRevision() == state.revision()) {
            logs.deleteTakenAfter(state.accountId(), withdrawn(state), state.at());
        }
    }

    private static List<Kind> withdrawn(ConsentState state) {
        if (!state.granted().containsKey(LogRules.DIAGNOSTICS)) {
            return List.of(Kind.values());
        }
        return state.granted().containsKey(LogRules.STORAGE) ? List.of() : List.of(Kind.CRASH);
    }
}
