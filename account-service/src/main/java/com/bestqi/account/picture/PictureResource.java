package com.bestqi.account.picture;

import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The picture of one's own profile. */
@Path("/v1/accounts/me/picture")
@RolesAllowed("user")
@RunOnVirtualThread
class PictureResource {
    private static final int LARGEST = 2 * 1024 * 1024;

    private final Pictures pictures;
    private final Caller caller;

    PictureResource(Pictures pictures, Caller caller) {
        this.pictures = pictures;
        this.caller = caller;
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "putPicture",
            summary = "Sets the picture",
            description =
                    "PNG, JPEG or WebP of up to 2 MiB, judged by what it is. Where and with what it"
                            + " was taken is removed. Needs the switch `photo-album`.")
    @APIResponse(responseCode = "204", description = "The picture is set")
    @APIResponse(responseCode = "400", description = "The picture is broken")
    @APIResponse(responseCode = "403", description = "The switch `photo-album` is off")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "413", description = "It is larger than 2 MiB")
    @APIResponse(responseCode = "415", description = "It is no PNG, JPEG or WebP")
    @APIResponse(responseCode = "423", description = "The person has restricted processing")
    public void put(byte[] content) {
        if (content.length > LARGEST) {
            throw new ProblemException(
                    CommonProblem.PAYLOAD_TOO_LARGE, "A picture has at most 2 MiB.");
        }
        pictures.put(caller.accountId(), content);
    }

    @GET
    @Operation(operationId = "getPicture", summary = "The picture")
    @APIResponse(
            responseCode = "200",
            description = "The picture",
            content = {
                @Content(mediaType = "image/png"),
                @Content(mediaType = "image/jpeg"),
                @Content(mediaType = "image/webp")
            })
    @APIResponse(responseCode = "404", description = "There is none")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public Response get() {
        var picture = pictures.get(caller.accountId());
        return Response.ok(picture.content())
                .type(picture.contentType())
                .tag(Long.toString(picture.storedAt().toEpochMilli()))
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    @DELETE
    @Operation(operationId = "deletePicture", summary = "Removes the picture")
    @APIResponse(responseCode = "204", description = "There is none any more")
    @APIResponse(responseCode = "404", description = "There was none")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public void delete() {
        pictures.delete(caller.accountId());
    }
}
