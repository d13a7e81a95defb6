package com.bestqi.account.profile;

import com.bestqi.platform.audit.Audited;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;

/** Where a person lives as far as clocks go, and nothing else of them. */
@Path("/internal/accounts/{id}/time-zone")
@RolesAllowed("service")
@RunOnVirtualThread
class TimeZoneInternalResource {
    private final ProfileService profiles;

    TimeZoneInternalResource(ProfileService profiles) {
        this.profiles = profiles;
    }

    @GET
    @Audited(purpose = "PU-1")
    public TimeZoneView timeZone(@PathParam("id") UUID accountId) {
        return new TimeZoneView(profiles.contact(accountId).timeZone());
    }

    @RegisterForReflection
    record TimeZoneView(String timeZone) {}
}
