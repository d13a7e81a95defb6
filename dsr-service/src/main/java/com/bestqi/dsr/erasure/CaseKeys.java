package com.bestqi.dsr.erasure;

import com.bestqi.platform.restore.ForgottenKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Consumer;

/** The keys of closed cases, under which the addresses were kept. */
@ApplicationScoped
class CaseKeys implements ForgottenKeys {
    private final ErasureCaseRepository cases;

    CaseKeys(ErasureCaseRepository cases) {
        this.cases = cases;
    }

    @Override
    public void each(Consumer<UUID> sink) {
        cases.eachClosed(sink);
    }
}
