package com.bestqi.account.profile;

import com.bestqi.platform.audit.About;
import com.bestqi.platform.audit.Audited;
import com.bestqi.platform.audit.AuditedCall;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose an address is, for a request that comes in without a log-in (RI-10). A POST, for an address
 * belongs in no path.
 */
@Path("/internal/accounts/lookup")
@RolesAllowed("service")
@RunOnVirtualThread
class LookupInternalResource {
    private final Accounts accounts;
    private final AuditedCall audited;

    LookupInternalResource(Accounts accounts, AuditedCall audited) {
        this.accounts = accounts;
        this.audited = audited;
    }

    @RegisterForReflection
    record Address(@NotNull @Size(min = 3, max = 254) String email) {
        @Override
        public String toString() {
            return "Address[hidden]";
        }
    }

    /**
     * Whose it is.
     *
     * @param accountId null when nobody has it
     */
    @RegisterForReflection
    record OwnerView(@Nullable UUID accountId) {}

    @POST
    @Audited(purpose = "RI-10")
    public OwnerView lookup(@Valid @NotNull Address address) {
        var owner = accounts.having(address.email());
        owner.ifPresent(accountId -> audited.about(About.person(accountId)));
        return new OwnerView(owner.orElse(null));
    }
}
