package com.bestqi.device.home;

import com.bestqi.device.smartdevice.HomeRole;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/homes/{id}/members")
@RolesAllowed("user")
@RunOnVirtualThread
class MemberResource {
    private final MemberService members;
    private final Caller caller;

    MemberResource(MemberService members, Caller caller) {
        this.members = members;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listMembers",
            summary = "Who is what in a home, the owner first",
            description = "A guest sees the owner and nobody else but themselves.")
    @APIResponse(responseCode = "200", description = "The people")
    @APIResponse(responseCode = "400", description = "A field or parameter is not valid")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public Page<MemberView> list(
            UUID id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return Page.of(
                members.list(caller.accountId(), id, page),
                page,
                MemberView::of,
                member -> member.position().text());
    }

    @DELETE
    @Path("/{accountId}")
    @Operation(
            operationId = "removeMember",
            summary = "Takes somebody out of a home, or leaves it",
            description =
                    "The owner removes anybody else, everybody themselves. Their devices leave"
                            + " with them.")
    @APIResponse(responseCode = "204", description = "They are out")
    @APIResponse(responseCode = "403", description = "Not the home's owner")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(responseCode = "409", description = "The owner themselves")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public void remove(UUID id, UUID accountId) {
        members.remove(caller.accountId(), id, accountId);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MemberView(
            UUID accountId, HomeRole role, @Nullable Instant joinedAt, @Nullable Instant until) {
        static MemberView of(HomeMember member) {
            return new MemberView(
                    member.accountId(), member.role(), member.joinedAt(), member.until());
        }
    }
}
