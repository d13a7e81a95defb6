package com.bestqi.account.identity;

import com.bestqi.account.identity.KeycloakAdminClient.Credential;
import com.bestqi.account.identity.KeycloakAdminClient.Failure;
import com.bestqi.account.identity.KeycloakAdminClient.NewUser;
import com.bestqi.account.identity.KeycloakAdminClient.User;
import com.bestqi.account.identity.KeycloakAdminClient.UserChange;
import io.quarkus.oidc.client.OidcClientException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The log-ins of the persons. Every method throws {@link IdentityProviderAwayException} when the
 * identity provider does not answer as it should.
 */
@ApplicationScoped
public class LoginUsers {
    private static final Logger LOG = Logger.getLogger(LoginUsers.class);

    /** The group whose members have the role {@code user}; staff and services are not in it. */
    private static final String PERSONS = "persons";

    private static final int PAGE = 100;

    /** Pages overlap, so that a user deleted meanwhile does not shift another one out of sight. */
    private static final int STEP = 80;

    private final KeycloakAdminClient keycloak;

    LoginUsers(@RestClient KeycloakAdminClient keycloak) {
        this.keycloak = keycloak;
    }

    /** What came of creating a user. */
    public sealed interface Creation {}

    /** The user exists now; its id is the account id. */
    public record Created(UUID accountId) implements Creation {}

    /** Somebody has the address or the user name. */
    public record Taken() implements Creation {}

    /** The provider's own rules say no to a field. */
    public record Refused(String field) implements Creation {}

    /** A user as far as it matters here. */
    public record LoginUser(UUID accountId, String email) {
        @Override
        public String toString() {
            return "LoginUser[" + accountId + "]";
        }
    }

    /** Creates a person's user. */
    public Creation create(String username, String email, String password) {
        var user =
                new NewUser(
                        username,
                        email,
                        true,
                        List.of(PERSONS),
                        List.of(new Credential("password", password, false)));
        return call(() -> {
            try (var response = answer(() -> keycloak.create(user))) {
                return switch (response.getStatus()) {
                    case 201 -> new Created(lastSegment(response.getHeaderString("Location")));
                    case 409 -> new Taken();
                    case 400 -> new Refused(field(response.readEntity(Failure.class)));
                    default -> throw unexpected(response);
                };
            }
        });
    }

    private static UUID lastSegment(String location) {
        return UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
    }

    private static String field(Failure failure) {
        var field = failure.field();
        if (field != null) {
            return field;
        }
        var error = failure.error();
        return error != null && error.startsWith("invalidPassword") ? "password" : "email";
    }

    /** Whether there is a user of this id. */
    public boolean exists(UUID accountId) {
        return call(() -> {
            try (var response = answer(() -> keycloak.get(accountId))) {
                return switch (response.getStatus()) {
                    case 200 -> true;
                    case 404 -> false;
                    default -> throw unexpected(response);
                };
            }
        });
    }

    /** Removes a user; none is fine. */
    public void delete(UUID accountId) {
        run(() -> keycloak.delete(accountId), Set.of(204, 404));
    }

    /**
     * Gives a user another address, not verified. Returns false when somebody else has it; a user
     * who is gone is left alone.
     */
    public boolean changeEmail(UUID accountId, String email) {
        var change = new UserChange(email, false, null);
        return run(() -> keycloak.update(accountId, change), Set.of(204, 404, 409)) != 409;
    }

    /** Disables the log-in and ends every session; a user who is gone is left alone. */
    public void disable(UUID accountId) {
        var change = new UserChange(null, null, false);
        run(() -> keycloak.update(accountId, change), Set.of(204, 404));
        run(() -> keycloak.logout(accountId), Set.of(204, 404));
    }

    /** The persons who have this address or this user name. */
    public List<LoginUser> find(String email, @Nullable String username) {
        var found = new ArrayList<User>(call(() -> keycloak.find(email, null, true)));
        if (username != null) {
            found.addAll(call(() -> keycloak.find(null, username, true)));
        }
        return found.stream().distinct().filter(this::isPerson).map(LoginUsers::view).toList();
    }

    private boolean isPerson(User user) {
        return call(() -> keycloak.groupsOf(user.id())).stream()
                .anyMatch(group -> group.name().equals(PERSONS));
    }

    /** Every person, one after the other. */
    public void forEach(Consumer<LoginUser> consumer) {
        var persons =
                call(() -> keycloak.groups(PERSONS, true)).stream()
                        .filter(group -> group.name().equals(PERSONS))
                        .findFirst()
                        .orElseThrow(
                                () -> new IdentityProviderAwayException("no group persons", false));
        for (int first = 0; ; first += STEP) {
            int from = first;
            var page = call(() -> keycloak.members(persons.id(), from, PAGE, true));
            page.stream().map(LoginUsers::view).forEach(consumer);
            if (page.size() < PAGE) {
                return;
            }
        }
    }

    private static LoginUser view(User user) {
        var email = user.email();
        return new LoginUser(user.id(), email == null ? "" : email);
    }

    private static int run(Supplier<Response> request, Set<Integer> expected) {
        return call(() -> {
            try (var response = answer(request)) {
                if (!expected.contains(response.getStatus())) {
                    throw unexpected(response);
                }
                return response.getStatus();
            }
        });
    }

    /** The client throws some refusals; here a status is an answer. */
    private static Response answer(Supplier<Response> request) {
        try {
            return request.get();
        } catch (WebApplicationException e) {
            return e.getResponse();
        }
    }

    private static IdentityProviderAwayException unexpected(Response response) {
        return new IdentityProviderAwayException("status " + response.getStatus(), true);
    }

    private static <T> T call(Supplier<T> work) {
        try {
            return work.get();
        } catch (IdentityProviderAwayException e) {
            throw e;
        } catch (RuntimeException e) {
            var causes =
                    Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause).toList();
            var kinds = causes.stream().map(cause -> cause.getClass().getSimpleName()).toList();
            LOG.warnf("identity provider did not answer: %s", kinds);
            throw new IdentityProviderAwayException(
                    kinds.getFirst(), causes.stream().noneMatch(LoginUsers::cameBeforeTheCall));
        }
    }

    /** Without a connection or a token nothing can have arrived. */
    private static boolean cameBeforeTheCall(Throwable failure) {
        return failure instanceof ConnectException || failure instanceof OidcClientException;
    }
}
