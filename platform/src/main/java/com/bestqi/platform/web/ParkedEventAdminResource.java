package com.bestqi.platform.web;

import com.bestqi.platform.audit.Audited;
import com.bestqi.platform.event.KafkaSettings;
import com.bestqi.platform.inbox.ParkedEventReplay;
import com.bestqi.platform.inbox.ParkedEvents;
import com.bestqi.platform.permission.Permitted;
import com.bestqi.platform.problem.ProblemException;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Lets staff see which events could not be applied, and try them again. */
@Path("/v1/admin/{service}/parked-events")
@RolesAllowed({"privacy-officer", "auditor"})
@Permitted(resource = "parked-events", scope = Permitted.VIEW)
@RunOnVirtualThread
public class ParkedEventAdminResource {
    private final ParkedEvents parked;
    private final ParkedEventReplay replays;
    private final KafkaSettings settings;

    /** Everything it needs is injected. */
    public ParkedEventAdminResource(
            ParkedEvents parked, ParkedEventReplay replays, KafkaSettings settings) {
        this.parked = parked;
        this.replays = replays;
        this.settings = settings;
    }

    /** What came of a replay. */
    @RegisterForReflection
    public record ReplayView(
            UUID id,
            boolean applied,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {}

    /** The parked events, oldest first; 404 for another service's name. */
    @GET
    @Audited(purpose = "PU-5")
    @Operation(summary = "Events the service could not apply, with the reason, oldest first")
    public Page<ParkedEvents.Summary> list(
            @PathParam("service") String service,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        requireOwn(service);
        var asked = PageRequest.of(limit, cursor);
        var behind = asked.from().map(this::position).orElse(null);
        return Page.of(
                parked.list(behind, asked.limit() + 1),
                asked,
                summary -> summary,
                summary -> summary.id().toString());
    }

    private ParkedEvents.Summary position(String last) {
        if (!last.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw PageRequest.badCursor();
        }
        return parked.find(UUID.fromString(last)).orElseThrow(PageRequest::badCursor);
    }

    /** Tries one again: gone when it took effect, else kept with the reason of today. */
    @POST
    @Path("/{id}/replay")
    @Permitted(resource = "parked-events", scope = Permitted.EDIT)
    @Audited(purpose = "PU-5")
    @Operation(summary = "Tries to apply an event again")
    public ReplayView replay(@PathParam("service") String service, @PathParam("id") UUID id) {
        requireOwn(service);
        return switch (replays.replay(id).orElseThrow(ProblemException::notFound)) {
            case ParkedEventReplay.Applied _ -> new ReplayView(id, true, null);
            case ParkedEventReplay.Kept(var reason) -> new ReplayView(id, false, reason);
        };
    }

    private void requireOwn(String service) {
        if (!service.equals(settings.service())) {
            throw ProblemException.notFound();
        }
    }
}
