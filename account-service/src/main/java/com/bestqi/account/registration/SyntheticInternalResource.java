package com.bestqi.account.registration;

import com.bestqi.platform.audit.Audited;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;

/** Opens accounts of nobody for dsr-service, which watches erasures by them. */
@Path("/internal/accounts/synthetic")
@RolesAllowed("service")
@RunOnVirtualThread
class SyntheticInternalResource {
    private final SyntheticAccounts synthetic;

    SyntheticInternalResource(SyntheticAccounts synthetic) {
        this.synthetic = synthetic;
    }

    @POST
    @Audited(purpose = "AC-5")
    public SyntheticView open(@Valid @NotNull SyntheticOpening opening) {
        return new SyntheticView(synthetic.open(opening.runId()));
    }

    @RegisterForReflection
    record SyntheticOpening(@NotNull UUID runId) {}

    @RegisterForReflection
    record SyntheticView(UUID accountId) {}
}
