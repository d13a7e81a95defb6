package com.bestqi.dsr.erasure;

import com.bestqi.platform.erasure.OutcomeGate;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Keeps the address of an open case, and with it this service's own answer, until the end. */
@ApplicationScoped
class OpenCaseGate implements OutcomeGate {
    private final ErasureCaseRepository cases;

    OpenCaseGate(ErasureCaseRepository cases) {
        this.cases = cases;
    }

    @Override
    public boolean holdsBack(UUID accountId) {
        return cases.hasOpen(accountId);
    }
}
