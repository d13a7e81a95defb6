package com.bestqi.consent.phone;

import com.bestqi.consent.permission.HeedsPrivacySignal;
import com.bestqi.consent.phone.PhonePermissionService.PhoneStanding;
import com.bestqi.consent.phone.PhonePermissionService.Standing;
import com.bestqi.platform.web.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What a phone of the person who is logged in allows. */
@Path("/v1/consents")
@RolesAllowed("user")
@RunOnVirtualThread
@HeedsPrivacySignal
class PhonePermissionResource {
    private final PhonePermissionService permissions;
    private final Caller caller;

    PhonePermissionResource(PhonePermissionService permissions, Caller caller) {
        this.permissions = permissions;
        this.caller = caller;
    }

    @PUT
    @Path("/{key}/installations/{installationId}")
    @Operation(
            summary = "What a phone's system lets the app do",
            description =
                    "For the permissions that each phone has of its own: location, camera, photo"
                            + " album, storage, notifications, Bluetooth. The account's choice stays"
                            + " as it is; on this phone the stricter of the two is effective. What"
                            + " the system allows never grants anything.")
    public PhoneItemView note(
            @PathParam("key") String key,
            @PathParam("installationId") UUID installationId,
            @Valid @NotNull SystemSetting setting) {
        return PhoneItemView.of(
                permissions.note(caller.accountId(), installationId, key, setting.allowed()));
    }

    @GET
    @Path("/installations/{installationId}")
    @Operation(
            summary = "How every switch stands on a phone",
            description =
                    "effective is granted and not turned off on the phone; allowed is null when the"
                            + " phone said nothing. Whoever cannot ask must take it as no.")
    public PhoneView all(@PathParam("installationId") UUID installationId) {
        return PhoneView.of(installationId, permissions.all(caller.accountId(), installationId));
    }

    /**
     * What the phone's system says.
     *
     * @param allowed whether it gives the app this permission
     */
    record SystemSetting(@NotNull Boolean allowed) {}

    record PhoneView(UUID installationId, long revision, List<PhoneItemView> items) {
        static PhoneView of(UUID installationId, PhoneStanding phone) {
            return new PhoneView(
                    installationId,
                    phone.revision(),
                    phone.standings().stream().map(PhoneItemView::of).toList());
        }
    }

    record PhoneItemView(
            String key, boolean granted, @Nullable Boolean allowed, boolean effective) {
        static PhoneItemView of(Standing standing) {
            return new PhoneItemView(
                    standing.key(), standing.granted(), standing.allowed(), standing.effective());
        }
    }
}
