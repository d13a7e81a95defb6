package com.bestqi.dsr.erasure;

import com.bestqi.dsr.participant.Participants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Whoever registers while a case is running must answer it too. */
@ApplicationScoped
class LateParticipants {
    private final ErasureCaseRepository cases;

    LateParticipants(ErasureCaseRepository cases) {
        this.cases = cases;
    }

    void on(@Observes Participants.Joined joined) {
        cases.awaitAlso(joined.service());
    }
}
