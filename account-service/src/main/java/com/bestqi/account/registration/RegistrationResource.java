package com.bestqi.account.registration;

import com.bestqi.account.profile.ProfileView;
import com.bestqi.platform.web.Idempotency;
import com.bestqi.platform.web.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** Becoming a person of this suite. */
@Path("/v1/accounts")
@PermitAll
@RunOnVirtualThread
class RegistrationResource {
    private final RegistrationService registrations;
    private final Idempotency idempotency;
    private final RegistrationConfig config;

    RegistrationResource(
            RegistrationService registrations, Idempotency idempotency, RegistrationConfig config) {
        this.registrations = registrations;
        this.idempotency = idempotency;
        this.config = config;
    }

    @POST
    @Idempotent
    @Operation(
            summary = "Opens an account",
            description =
                    "With acceptance of the policy in force, in the language it was read in. For a"
                            + " country of another region 421 says in baseUrl where to go.")
    @APIResponse(responseCode = "201", description = "The account is open")
    @APIResponse(responseCode = "400", description = "A field is missing or not valid")
    @APIResponse(responseCode = "409", description = "The email address or user name is taken")
    @APIResponse(responseCode = "421", description = "The country belongs to another region")
    @APIResponse(responseCode = "422", description = "The policy accepted is not the one in force")
    @APIResponse(responseCode = "503", description = "The log-in service is away")
    public RestResponse<ProfileView> register(@Valid @NotNull Registration registration) {
        var profile = registrations.register(registration);
        idempotency.about(profile.accountId());
        return RestResponse.ResponseBuilder.<ProfileView>created(
                        URI.create(config.publicUrl() + "/v1/accounts/me"))
                .entity(profile)
                .build();
    }
}
