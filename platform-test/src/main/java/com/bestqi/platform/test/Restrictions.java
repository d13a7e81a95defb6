package com.bestqi.platform.test;

import static io.restassured.RestAssured.given;

import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.SubjectDirective.Kind;
import com.bestqi.platform.event.SubjectDirective.Restriction;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What tests of the restricted mode need (RI-4): the directives as dsr-service gives them, and a
 * review of every route, so that a route added later cannot forget to say what it does.
 */
public final class Restrictions {
    private static final String OF_THE_PLATFORM =
            "/internal/(inventory|audit|subjects/.*)|/v1/admin/[^/]+/(parked-events|audit)(/.*)?";

    private Restrictions() {}

    /** Restricts everything. */
    public static SubjectDirective everything(UUID accountId, long epoch) {
        return of(accountId, epoch, Set.of(), Set.of());
    }

    /** Restricts what the scope names; an empty set is all. */
    public static SubjectDirective of(
            UUID accountId, long epoch, Set<String> categories, Set<String> services) {
        var requestId = UUID.randomUUID();
        var restriction = new Restriction(requestId, categories, services, null);
        return new SubjectDirective(
                accountId, requestId, Kind.RESTRICT, epoch, List.of(restriction), Instant.now());
    }

    /** Leaves nothing restricted. */
    public static SubjectDirective lifted(UUID accountId, long epoch) {
        return new SubjectDirective(
                accountId, UUID.randomUUID(), Kind.LIFT, epoch, List.of(), Instant.now());
    }

    /**
     * The routes of the running service, from its own document, for instance {@code POST
     * /v1/pairings}; without those that every service has from {@code platform}, which export, or
     * are about the operation.
     */
    public static Set<String> routes() {
        Map<String, Map<String, Object>> paths =
                given().accept("application/json")
                        .queryParam("format", "json")
                        .get("/q/openapi")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("paths");
        var routes = new TreeSet<String>();
        paths.keySet().removeIf(path -> path.matches(OF_THE_PLATFORM));
        paths.forEach((path, operations) ->
                operations.keySet().stream()
                        .filter(verb ->
                                Set.of("get", "put", "post", "patch", "delete").contains(verb))
                        .forEach(verb -> routes.add(verb.toUpperCase(Locale.ROOT) + " " + path)));
        return routes;
    }
}
