package com.bestqi.dsr.erasure;

import com.bestqi.dsr.certificate.StatusLink;
import com.bestqi.dsr.participant.Participants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How an erasure stands, for the holder of the status link. */
@ApplicationScoped
class ErasureStatus {
    private final ErasureCaseRepository cases;
    private final OutcomeRepository outcomes;
    private final StatusLink links;
    private final Participants participants;

    ErasureStatus(
            ErasureCaseRepository cases,
            OutcomeRepository outcomes,
            StatusLink links,
            Participants participants) {
        this.cases = cases;
        this.outcomes = outcomes;
        this.links = links;
        this.participants = participants;
    }

    /** What one participant has done. */
    enum Progress {
        /** No answer yet. */
        PENDING,
        /** Nothing is left there. */
        ERASED,
        /** Nothing is left there but what a legal hold keeps. */
        HELD,
        /** It answered that something is left. */
        FAILED
    }

    /** One participant. */
    record Participant(String service, Progress state, long erased) {}

    /** The whole. */
    record Standing(
            UUID requestId,
            CaseState state,
            Instant receivedAt,
            List<Participant> services,
            @Nullable String certificate) {}

    /** How the request stands, if the token grants a look at it. */
    Optional<Standing> of(UUID requestId, @Nullable String token) {
        return links.read(requestId, token).map(this::standing);
    }

    private Standing standing(StatusLink.Ticket ticket) {
        // The event may still be on its way; the token proves that the deletion was confirmed.
        return cases.find(ticket.requestId())
                .filter(found -> found.accountId().equals(ticket.sub()))
                .map(this::standing)
                .orElseGet(() ->
                        new Standing(
                                ticket.requestId(),
                                CaseState.RECEIVED,
                                ticket.receivedAt(),
                                services(Map.of(), CaseState.RECEIVED),
                                null));
    }

    private Standing standing(ErasureCase found) {
        var answers =
                outcomes.answers(found.requestId()).stream()
                        .collect(
                                Collectors.toMap(
                                        OutcomeRepository.Answer::service, Function.identity()));
        return new Standing(
                found.requestId(),
                found.state(),
                found.receivedAt(),
                services(answers, found.state()),
                found.certificate());
    }

    private List<Participant> services(
            Map<String, OutcomeRepository.Answer> answers, CaseState whole) {
        return participants.all().stream()
                .map(name -> participant(name, answers.get(name), whole))
                .toList();
    }

    private static Participant participant(
            String name, OutcomeRepository.@Nullable Answer answer, CaseState whole) {
        if (answer == null) {
            return new Participant(name, Progress.PENDING, 0);
        }
        var left = whole == CaseState.FAILED ? Progress.FAILED : Progress.HELD;
        var state = answer.complete() ? Progress.ERASED : left;
        return new Participant(name, state, answer.erased());
    }
}
