package com.bestqi.dsr.erasure;

import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.proof.OutcomeStatement;
import com.bestqi.platform.proof.OutcomeStatement.StoreOutcome;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.ParticipantKeys;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Answers in the name of the other services, with their keys. */
final class Participants {
    static final List<String> OTHERS = List.of("account", "device", "consent", "notification");

    private Participants() {}

    /** Everything a participant can say wrong is said by changing one of these. */
    static OutcomeStatement statement(String service, ErasureCase about) {
        return new OutcomeStatement(
                service,
                about.requestId(),
                about.accountId(),
                about.epoch(),
                Instant.parse("2026-11-22T10:00:00Z"),
                List.of(
                        new StoreOutcome(service + "_things", "device", 3, 0),
                        new StoreOutcome(service + "_words", "message", 4, 0)),
                true);
    }

    static DirectiveOutcome outcome(String service, ErasureCase about) {
        return outcome(statement(service, about), ParticipantKeys.sign(statement(service, about)));
    }

    static DirectiveOutcome outcome(OutcomeStatement said, String signed) {
        return new DirectiveOutcome(
                said.sub(), said.requestId(), said.epoch(), said.service(), signed);
    }

    static void answer(ErasureCase about, List<String> services) {
        services.forEach(service -> Bus.publish(outcome(service, about)));
    }

    static List<SubjectDirective> directives(UUID accountId) {
        return Bus.events(Topics.SUBJECT_DIRECTIVES, accountId.toString(), SubjectDirective.class);
    }

    /** What dsr-service itself answered; reminded, it says the same again. */
    static List<DirectiveOutcome> ownAnswers(UUID accountId) {
        return Bus.events(Topics.DIRECTIVE_OUTCOMES, accountId.toString(), DirectiveOutcome.class)
                .stream()
                .filter(outcome -> outcome.service().equals("dsr"))
                .distinct()
                .toList();
    }
}
