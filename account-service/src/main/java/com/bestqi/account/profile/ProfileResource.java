package com.bestqi.account.profile;

import com.bestqi.platform.web.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** One's own profile. */
@Path("/v1/accounts/me")
@RolesAllowed("user")
@RunOnVirtualThread
class ProfileResource {
    private final ProfileService profiles;
    private final Caller caller;

    ProfileResource(ProfileService profiles, Caller caller) {
        this.profiles = profiles;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "The person's own profile")
    @APIResponse(responseCode = "200", description = "The profile")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public RestResponse<ProfileView> read() {
        return answer(profiles.read(caller.accountId()));
    }

    @PATCH
    @Consumes({"application/merge-patch+json", "application/json"})
    @Operation(
            summary = "Changes what is named",
            description =
                    "null takes away what is optional. If-Match with the ETag of what was read is"
                            + " answered 412 when it was changed since.")
    @APIResponse(responseCode = "200", description = "The profile after the change")
    @APIResponse(responseCode = "400", description = "A field is not valid")
    @APIResponse(responseCode = "409", description = "The email address is taken")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "412", description = "If-Match names another version")
    @APIResponse(responseCode = "421", description = "The country belongs to another region")
    public RestResponse<ProfileView> change(
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull ProfileChange change) {
        return answer(profiles.change(caller.accountId(), change, ifMatch));
    }

    private static RestResponse<ProfileView> answer(ProfileView profile) {
        return RestResponse.ResponseBuilder.ok(profile)
                .tag(Long.toString(profile.version()))
                .build();
    }
}
