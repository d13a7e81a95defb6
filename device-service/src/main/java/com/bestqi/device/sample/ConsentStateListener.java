package com.bestqi.device.sample;

import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Removes what was taken after a withdrawal but arrived before it, as by a clock that goes ahead
 * (I-7, PM-8). Comes after the platform's listener of the same event, which has the exclusive lock
 * by then.
 */
@ApplicationScoped
@Priority(-1)
class ConsentStateListener implements EventListener<ConsentState> {
    private final List<ConsentedSamples> samples;
    private final Subjects subjects;
    private final Counter removed;

    ConsentStateListener(
            @All List<ConsentedSamples> samples, Subjects subjects, MeterRegistry metrics) {
        this.samples = samples;
        this.subjects = subjects;
        this.removed =
                Counter.builder("consent.samples.removed")
                        .description("Samples taken after a withdrawal that were stored already")
                        .register(metrics);
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
        var accountId = state.accountId();
        var owner =
                subjects.shareAll(
                                List.of(accountId),
                                Processing.WITHDRAWAL,
                                DataCategory.READING,
                                DataCategory.LOCATION,
                                DataCategory.USAGE,
                                DataCategory.LOG,
                                DataCategory.PHONE)
                        .get(accountId);
        // A late revision says nothing about now.
        if (owner != null && owner.consentRevision() == state.revision()) {
            for (var one : samples) {
                removed.increment(
                        one.removeTakenAfter(accountId, state.granted().keySet(), state.at()));
            }
        }
    }
}
