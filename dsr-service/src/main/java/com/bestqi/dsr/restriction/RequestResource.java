package com.bestqi.dsr.restriction;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Idempotent;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The person's requests about their rights; of the types there are, RESTRICTION (RI-4) so far. */
@Path("/v1/requests")
@RolesAllowed("user")
@RunOnVirtualThread
class RequestResource {
    private static final Set<String> CATEGORIES =
            Arrays.stream(DataCategory.values())
                    .map(DataCategory::key)
                    .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> SERVICES =
            Set.of("account", "device", "consent", "dsr", "notification");

    private final RestrictionService restrictions;
    private final Caller caller;

    RequestResource(RestrictionService restrictions, Caller caller) {
        this.restrictions = restrictions;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @Operation(
            operationId = "openRequest",
            summary = "Asks for a restriction of processing",
            description =
                    "Needs a fresh log-in. While it is in force, what uses or adds data in its"
                            + " scope is refused with 423; an empty scope is everything. It ends"
                            + " when it is deleted, or at `until` after a message said so.")
    @APIResponse(responseCode = "201", description = "The request, ordered in every service")
    @APIResponse(responseCode = "400", description = "A field is not valid or names nothing")
    @APIResponse(responseCode = "401", description = "No valid token, or the log-in is too old")
    @APIResponse(responseCode = "409", description = "Too many restrictions are in force")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "422", description = "The end lies in the past")
    public RestResponse<RequestView> open(@Valid @NotNull RequestOpening opening) {
        var accountId = caller.accountId();
        if (opening.type() != RequestType.RESTRICTION) {
            throw ProblemException.invalid("type", "is not offered yet");
        }
        var wish = opening.wish();
        requireKnown("scope.categories", wish.categories(), CATEGORIES);
        requireKnown("scope.services", wish.services(), SERVICES);
        caller.requireFreshLogin();
        var opened = restrictions.open(accountId, wish);
        return RestResponse.ResponseBuilder.<RequestView>created(
                        URI.create("/v1/requests/" + opened.requestId()))
                .entity(view(opened))
                .build();
    }

    private static void requireKnown(String field, Set<String> names, Set<String> known) {
        if (!known.containsAll(names)) {
            throw ProblemException.invalid(field, "names something that does not exist");
        }
    }

    @GET
    @Operation(operationId = "listRequests", summary = "The person's requests, newest first")
    @APIResponse(responseCode = "200", description = "A page of requests")
    @APIResponse(responseCode = "400", description = "A parameter is not valid")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public Page<RequestView> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var asked = PageRequest.of(limit, cursor);
        return Page.of(
                restrictions.list(caller.accountId(), asked),
                asked,
                this::view,
                request -> request.requestId().toString());
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getRequest", summary = "One request")
    @APIResponse(responseCode = "200", description = "The request")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public RequestView get(@PathParam("id") UUID requestId) {
        return view(restrictions.find(caller.accountId(), requestId));
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "cancelRequest",
            summary = "Lifts a restriction",
            description = "Needs a fresh log-in. One that is lifted already stays so.")
    @APIResponse(responseCode = "204", description = "The restriction ends in every service")
    @APIResponse(responseCode = "401", description = "No valid token, or the log-in is too old")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public void cancel(@PathParam("id") UUID requestId) {
        var accountId = caller.accountId();
        var found = restrictions.find(accountId, requestId);
        caller.requireFreshLogin();
        restrictions.lift(accountId, found.requestId());
    }

    private RequestView view(RestrictionRequest request) {
        return RequestView.of(request, restrictions.details(request));
    }

    /** The types that the API names. */
    enum RequestType {
        ACCESS,
        RECTIFICATION,
        ERASURE,
        RESTRICTION,
        PORTABILITY,
        OBJECTION
    }

    record RequestOpening(
            @NotNull RequestType type,
            @Nullable @Valid ScopeOpening scope,
            @Nullable @Size(min = 1, max = 4_000) String details,
            @Nullable @Valid RestrictionOpening restriction) {
        RestrictionService.Wish wish() {
            return new RestrictionService.Wish(
                    scope == null ? Set.of() : names(scope.categories()),
                    scope == null ? Set.of() : names(scope.services()),
                    restriction == null ? null : restriction.until(),
                    details);
        }

        private static Set<String> names(@Nullable List<String> given) {
            return given == null ? Set.of() : Set.copyOf(new TreeSet<>(given));
        }

        @Override
        public String toString() {
            return "RequestOpening[" + type + "]";
        }
    }

    record ScopeOpening(
            @Nullable @Size(max = 100) List<@NotNull @Size(max = 50) String> categories,
            @Nullable @Size(max = 100) List<@NotNull @Size(max = 50) String> services) {}

    record RestrictionOpening(@Nullable Instant until) {}

    record ScopeView(List<String> categories, List<String> services) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RestrictionView(@Nullable Instant until, @Nullable Instant liftedAt) {}

    record StepView(String state, Instant at) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RequestView(
            UUID requestId,
            RequestType type,
            RestrictionState state,
            boolean active,
            Instant receivedAt,
            Instant dueAt,
            ScopeView scope,
            RestrictionView restriction,
            @Nullable String details,
            List<StepView> timeline) {
        static RequestView of(RestrictionRequest request, @Nullable String details) {
            var restriction = request.restriction();
            return new RequestView(
                    request.requestId(),
                    RequestType.RESTRICTION,
                    request.state(),
                    request.active(),
                    request.receivedAt(),
                    request.dueAt(),
                    new ScopeView(
                            restriction.categories().stream().sorted().toList(),
                            restriction.services().stream().sorted().toList()),
                    new RestrictionView(restriction.until(), request.liftedAt()),
                    details,
                    timeline(request));
        }

        private static List<StepView> timeline(RestrictionRequest request) {
            var steps = new ArrayList<StepView>();
            steps.add(new StepView("RECEIVED", request.receivedAt()));
            steps.add(new StepView("RUNNING", request.receivedAt()));
            var completedAt = request.completedAt();
            if (completedAt != null) {
                steps.add(new StepView("COMPLETED", completedAt));
            }
            var liftedAt = request.liftedAt();
            if (liftedAt != null && completedAt == null) {
                steps.add(new StepView(request.state().name(), liftedAt));
            }
            return List.copyOf(steps);
        }

        @Override
        public String toString() {
            return "RequestView[" + requestId + "]";
        }
    }
}
