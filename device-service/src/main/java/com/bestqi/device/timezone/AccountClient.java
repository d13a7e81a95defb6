package com.bestqi.device.timezone;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What is asked of account-service. */
@Path("/internal/accounts")
@RegisterRestClient(configKey = "account")
@OidcClientFilter
interface AccountClient {

    @GET
    @Path("/{id}/time-zone")
    AccountTimeZone timeZone(@PathParam("id") UUID accountId);

    /** An IANA name. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record AccountTimeZone(String timeZone) {}
}
