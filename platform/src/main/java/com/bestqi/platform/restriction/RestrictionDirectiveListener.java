package com.bestqi.platform.restriction;

import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.KafkaSettings;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.proof.ProofJson;
import com.bestqi.platform.proof.RestrictionStatement;
import com.bestqi.platform.proof.Signer;
import com.bestqi.platform.subject.Subjects;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/**
 * Puts what a RESTRICT, LIFT, HOLD or RELEASE says into force, and measures how long it took (I-8).
 * Only a LIFT ends a restriction here, never the time it was meant to end: the person is told
 * first, and only dsr-service knows that they were. Answered each time it is asked, also when a
 * newer directive is carried out already: that one says all there is to say.
 */
@ApplicationScoped
public class RestrictionDirectiveListener implements EventListener<SubjectDirective> {
    private final Subjects subjects;
    private final Outbox outbox;
    private final Signer signer;
    private final KafkaSettings settings;
    private final Clock clock;
    private final Timer propagation;

    /** Everything it needs is injected. */
    public RestrictionDirectiveListener(
            Subjects subjects,
            Outbox outbox,
            Signer signer,
            KafkaSettings settings,
            Clock clock,
            MeterRegistry metrics) {
        this.subjects = subjects;
        this.outbox = outbox;
        this.signer = signer;
        this.settings = settings;
        this.clock = clock;
        this.propagation =
                Timer.builder("restriction.propagation")
                        .description(
                                "From the order of a restriction or its end to its effect here")
                        .publishPercentileHistogram()
                        .register(metrics);
    }

    @Override
    public Class<SubjectDirective> type() {
        return SubjectDirective.class;
    }

    @Override
    public String topic() {
        return Topics.SUBJECT_DIRECTIVES;
    }

    @Override
    public void on(SubjectDirective directive) {
        switch (directive.kind()) {
            case RESTRICT, LIFT, HOLD, RELEASE -> {
                follow(directive);
                answer(directive);
            }
            case ERASE_PART -> follow(directive); // says what is in force too
            case ERASE -> {} // the erasure listener's
        }
    }

    private void follow(SubjectDirective directive) {
        if (subjects.follow(directive)) {
            propagation.record(Duration.between(directive.at(), clock.instant()));
        }
    }

    private void answer(SubjectDirective directive) {
        // About an erased person nothing is said but what the erasure said.
        if (subjects.state(directive.accountId()) != Subjects.State.ERASED) {
            outbox.add(
                    new DirectiveOutcome(
                            directive.accountId(),
                            directive.requestId(),
                            directive.epoch(),
                            settings.service(),
                            directive.kind(),
                            statement(directive)));
        }
    }

    private String statement(SubjectDirective directive) {
        var statement =
                new RestrictionStatement(
                        settings.service(),
                        directive.requestId(),
                        directive.accountId(),
                        directive.epoch(),
                        clock.instant());
        try {
            return signer.sign(
                    RestrictionStatement.TYPE, ProofJson.MAPPER.writeValueAsString(statement));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a statement is always JSON", e);
        }
    }
}
