package com.bestqi.account.profile;

import com.bestqi.platform.audit.Audited;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How another service reaches a person; asked each time, never copied (I-1). */
@Path("/internal/accounts/{id}/contact")
@RolesAllowed("service")
@RunOnVirtualThread
class ContactInternalResource {
    private final ProfileService profiles;

    ContactInternalResource(ProfileService profiles) {
        this.profiles = profiles;
    }

    @GET
    @Audited(purpose = "PU-3")
    public ContactView contact(@PathParam("id") UUID accountId) {
        var profile = profiles.contact(accountId);
        return new ContactView(
                profile.email(),
                profile.phone(),
                profile.name(),
                profile.nickname(),
                profile.language(),
                profile.timeZone(),
                profile.countryCode());
    }

    @RegisterForReflection
    record ContactView(
            String email,
            @Nullable String phone,
            @Nullable String name,
            @Nullable String nickname,
            String language,
            String timeZone,
            String countryCode) {
        @Override
        public String toString() {
            return "ContactView[hidden]";
        }
    }
}
