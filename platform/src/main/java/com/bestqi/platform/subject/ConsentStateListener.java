package com.bestqi.platform.subject;

import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/**
 * Brings every service's copy of a consent state up to date, and measures how long it took (I-8).
 */
@ApplicationScoped
public class ConsentStateListener implements EventListener<ConsentState> {
    private final Subjects subjects;
    private final Clock clock;
    private final Timer propagation;

    /** Everything it needs is injected. */
    public ConsentStateListener(Subjects subjects, Clock clock, MeterRegistry metrics) {
        this.subjects = subjects;
        this.clock = clock;
        this.propagation =
                Timer.builder("consent.propagation")
                        .description("From the commit of a consent change to its effect here")
                        .publishPercentileHistogram()
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
        if (subjects.follow(state)) {
            propagation.record(Duration.between(state.at(), clock.instant()));
        }
    }
}
