package com.bestqi.notification.message;

import com.bestqi.platform.audit.Audited;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** What the mail relay tells of mails that came back, after it had taken them. */
@Path("/internal/bounces")
@RolesAllowed("service")
@RunOnVirtualThread
class BounceInternalResource {
    private final Bounces bounces;

    BounceInternalResource(Bounces bounces) {
        this.bounces = bounces;
    }

    /** Takes one; a delay is no bounce and changes nothing. */
    @POST
    @Audited(purpose = "PU-3")
    public void cameBack(@Valid @NotNull Bounce bounce) {
        if (Bounces.isForGood(bounce.status())) {
            bounces.cameBack(bounce.returnPath());
        }
    }

    /**
     * One mail that came back.
     *
     * @param returnPath to which it did, the envelope's sender
     * @param status by RFC 3463
     */
    record Bounce(
            @NotNull @Size(max = 254) @Pattern(regexp = "[\\x21-\\x7e]+@[\\x21-\\x7e]+")
                    String returnPath,
            @NotNull @Pattern(regexp = "[45]\\.[0-9]{1,3}\\.[0-9]{1,3}") String status) {
        @Override
        public String toString() {
            return "Bounce[" + status + "]";
        }
    }
}
