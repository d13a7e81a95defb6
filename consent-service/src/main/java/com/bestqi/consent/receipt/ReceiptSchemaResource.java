package com.bestqi.consent.receipt;

import com.bestqi.consent.publication.Publication;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The JSON Schema of a receipt's claims, for anybody who wants to check one. */
@Path("/v1/receipts/schema")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class ReceiptSchemaResource {
    private static final String FILE = "/schema/consent-receipt.json";

    private final JsonNode schema = read();
    private final Publication publication;

    ReceiptSchemaResource(Publication publication) {
        this.publication = publication;
    }

    @GET
    @Operation(summary = "The JSON Schema (2020-12) of a receipt's claims")
    public Response schema(@Context Request request) {
        return publication.answer(schema, request);
    }

    static JsonNode read() {
        try (var file = ReceiptSchemaResource.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            return new JsonMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
