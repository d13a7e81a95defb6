package com.bestqi.probe;

import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Idempotency;
import com.bestqi.platform.web.Idempotent;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
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
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.resteasy.reactive.RestResponse;

/** Every kind of path that the services have. */
@Path("/v1/probes")
@RolesAllowed("user")
@RunOnVirtualThread
public class ProbeResource {
    private final Caller caller;
    private final ProbeNotes notes;
    private final Idempotency idempotency;

    ProbeResource(Caller caller, ProbeNotes notes, Idempotency idempotency) {
        this.caller = caller;
        this.notes = notes;
        this.idempotency = idempotency;
    }

    record Note(
            @NotBlank @Size(max = 100) String text,
            @NotNull @Max(10) Integer times,
            Instant at,
            Double weight,
            Boolean loud,
            UUID reference,
            Colour colour,
            @Valid List<@NotNull Inner> inner) {}

    record Inner(@NotNull @Size(min = 2) String name) {}

    enum Colour {
        RED,
        GREEN
    }

    record Made(UUID id, long stored) {}

    @POST
    @Idempotent
    public RestResponse<Made> write(@Valid @NotNull Note note) {
        notes.write(caller.accountId(), note.text(), note.times());
        var made = new Made(UUID.randomUUID(), notes.count(caller.accountId()));
        return RestResponse.ResponseBuilder.<Made>created(URI.create("/v1/probes/" + made.id()))
                .entity(made)
                .build();
    }

    @POST
    @Path("/open/{about}")
    @PermitAll
    @Idempotent
    public Made open(@PathParam("about") UUID about, @Valid @NotNull Note note) {
        idempotency.about(about);
        notes.write(about, note.text(), note.times());
        return new Made(UUID.randomUUID(), notes.count(about));
    }

    @GET
    public Page<Integer> list(
            @QueryParam("limit") String limit, @QueryParam("cursor") String cursor) {
        var page = PageRequest.of(limit, cursor);
        int from = page.from().map(Integer::valueOf).orElse(0);
        var rows = IntStream.range(from, 120).limit(page.limit() + 1L).boxed().toList();
        return Page.of(rows, page, row -> row, row -> String.valueOf(row + 1));
    }

    @DELETE
    public void fresh() {
        caller.accountId();
        caller.requireFreshLogin();
    }

    @GET
    @Path("/broken")
    public String broken() {
        throw new IllegalStateException("SELECT secret FROM probe_secret");
    }

    @GET
    @Path("/refused")
    public String refused() {
        throw ProblemException.consentRequired("camera");
    }

    @GET
    @Path("/away")
    public String away() {
        throw ProblemException.unavailable(CommonProblem.UNAVAILABLE, "Try again.");
    }
}
