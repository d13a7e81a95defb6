package com.bestqi.notification.contact;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** What is asked of account-service. */
@Path("/internal/accounts")
@RegisterRestClient(configKey = "account")
@OidcClientFilter
interface AccountClient {

    @GET
    @Path("/{id}/contact")
    AccountContact contact(@PathParam("id") UUID accountId);

    /** What this service needs of the answer. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record AccountContact(
            @Nullable String email,
            @Nullable String name,
            @Nullable String nickname,
            @Nullable String language,
            @Nullable String timeZone) {
        @Override
        public String toString() {
            return "AccountContact[hidden]";
        }
    }
}
