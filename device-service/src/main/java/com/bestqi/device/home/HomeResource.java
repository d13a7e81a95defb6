package com.bestqi.device.home;

import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

@Path("/v1/homes")
@RolesAllowed("user")
@RunOnVirtualThread
class HomeResource {
    private final Homes homes;
    private final Caller caller;

    HomeResource(Homes homes, Caller caller) {
        this.homes = homes;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listHomes", summary = "The homes the person belongs to")
    @APIResponse(responseCode = "200", description = "The homes")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public Page<HomeView> list() {
        return Page.whole(
                homes.list(caller.accountId()).stream()
                        .map(home -> new HomeView(home.homeId(), home.name(), Role.OWNER))
                        .toList());
    }

    /** What a person is in a home. */
    enum Role {
        OWNER
    }

    record HomeView(UUID homeId, String name, Role role) {
        @Override
        public String toString() {
            return "HomeView[" + homeId + "]";
        }
    }
}
