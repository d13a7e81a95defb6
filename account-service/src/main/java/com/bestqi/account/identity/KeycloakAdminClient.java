package com.bestqi.account.identity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** The part of Keycloak's admin API that is needed here. */
@Path("/admin/realms/bestqi")
@RegisterRestClient(configKey = "keycloak")
@OidcClientFilter
interface KeycloakAdminClient {

    @POST
    @Path("/users")
    Response create(NewUser user);

    @GET
    @Path("/users")
    List<User> find(
            @QueryParam("email") @Nullable String email,
            @QueryParam("username") @Nullable String username,
            @QueryParam("exact") boolean exact);

    @GET
    @Path("/users/{id}")
    Response get(@PathParam("id") UUID id);

    @PUT
    @Path("/users/{id}")
    Response update(@PathParam("id") UUID id, UserChange change);

    @DELETE
    @Path("/users/{id}")
    Response delete(@PathParam("id") UUID id);

    @POST
    @Path("/users/{id}/logout")
    Response logout(@PathParam("id") UUID id);

    @GET
    @Path("/users/{id}/groups")
    List<Group> groupsOf(@PathParam("id") UUID id);

    @GET
    @Path("/groups")
    List<Group> groups(@QueryParam("search") String name, @QueryParam("exact") boolean exact);

    @GET
    @Path("/groups/{id}/members")
    List<User> members(
            @PathParam("id") UUID id,
            @QueryParam("first") int first,
            @QueryParam("max") int max,
            @QueryParam("briefRepresentation") boolean brief);

    @RegisterForReflection
    record NewUser(
            String username,
            String email,
            boolean enabled,
            List<String> groups,
            List<Credential> credentials) {
        @Override
        public String toString() {
            return "NewUser[hidden]";
        }
    }

    @RegisterForReflection
    record Credential(String type, String value, boolean temporary) {
        @Override
        public String toString() {
            return "Credential[hidden]";
        }
    }

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record UserChange(
            @Nullable String email, @Nullable Boolean emailVerified, @Nullable Boolean enabled) {
        @Override
        public String toString() {
            return "UserChange[hidden]";
        }
    }

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record User(UUID id, @Nullable String email) {
        @Override
        public String toString() {
            return "User[" + id + "]";
        }
    }

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Group(UUID id, String name) {}

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Failure(@Nullable String error, @Nullable String field, @Nullable String errorMessage) {}
}
