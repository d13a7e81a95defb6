package com.bestqi.notification.inbox;

import com.bestqi.notification.wording.Wordings;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The inbox of the person who is logged in. */
@Path("/v1/notifications")
@RolesAllowed("user")
@RunOnVirtualThread
class NotificationResource {
    private final Inbox inbox;
    private final Caller caller;

    NotificationResource(Inbox inbox, Caller caller) {
        this.inbox = inbox;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "The inbox, newest first")
    public Page<NotificationView> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages) {
        var asked = PageRequest.of(limit, cursor);
        return Page.of(
                inbox.list(caller.accountId(), asked, Wordings.preferred(languages)),
                asked,
                NotificationView::of,
                shown -> shown.notificationId().toString());
    }

    @PUT
    @Path("/{id}/read")
    @Operation(summary = "Marks a message as read")
    public void read(@PathParam("id") UUID notificationId) {
        inbox.read(caller.accountId(), notificationId);
    }

    @RegisterForReflection
    record NotificationView(
            UUID notificationId,
            String kind,
            String title,
            String body,
            String why,
            Instant createdAt,
            @Nullable Instant readAt) {
        static NotificationView of(Inbox.Shown shown) {
            return new NotificationView(
                    shown.notificationId(),
                    shown.kind(),
                    shown.title(),
                    shown.body(),
                    shown.why(),
                    shown.createdAt(),
                    shown.readAt());
        }

        @Override
        public String toString() {
            return "NotificationView[" + notificationId + "]";
        }
    }
}
