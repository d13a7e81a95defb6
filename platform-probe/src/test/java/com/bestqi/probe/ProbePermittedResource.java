package com.bestqi.probe;

import com.bestqi.platform.permission.Permitted;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** What Keycloak must permit. */
@Path("/v1/admin/policies")
@RolesAllowed({"support-agent", "privacy-officer", "policy-editor", "auditor"})
@Permitted(resource = "policies", scope = Permitted.EDIT)
@RunOnVirtualThread
public class ProbePermittedResource {

    record Wish(@NotNull String version) {}

    record Seen(String version) {}

    @GET
    @Permitted(resource = "policies", scope = Permitted.VIEW)
    public Seen look() {
        return new Seen("1");
    }

    @POST
    public Seen change(@Valid @NotNull Wish wish) {
        return new Seen(wish.version());
    }

    @GET
    @Path("/nowhere")
    @Permitted(resource = "no-such-resource", scope = Permitted.VIEW)
    public Seen nowhere() {
        return new Seen("1");
    }
}
