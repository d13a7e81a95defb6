package com.bestqi.platform.audit;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * What the audit says of a call: who, what by the template of the path, never its parameters.
 *
 * @param changes whether it may change something
 */
record AuditedRequest(
        Actor actor,
        String action,
        boolean changes,
        @Nullable String purpose,
        @Nullable UUID person,
        @Nullable String requestId) {
    private static final Set<String> STAFF =
            Set.of("support-agent", "privacy-officer", "policy-editor", "auditor");

    /** Programs that call: our services, and other controllers (OpenDSR). */
    private static final Set<String> PROGRAMS = Set.of("service", "controller");

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern CLIENT = Pattern.compile("[a-z][a-z0-9-]{0,49}");

    /** The parameter behind {@code subjects} or {@code accounts}, or one that says it itself. */
    private static final Pattern PERSON =
            Pattern.compile("/(?:subjects|accounts)/\\{(\\w+)}|\\{(accountId)}");

    private static final ConcurrentHashMap<Method, Kind> KINDS = new ConcurrentHashMap<>();

    /** What is the same for all calls of a method. */
    private record Kind(
            String template, @Nullable String purpose, boolean changes, @Nullable String personIn) {
        boolean forStaffAndServices() {
            return template.startsWith("/internal/") || template.startsWith("/v1/admin/");
        }
    }

    /**
     * Whether calls of the method are recorded, at least some of them. Judged by the path that
     * matched: the one that was sent can be written in many ways.
     */
    static boolean concerns(Method method) {
        var kind = KINDS.computeIfAbsent(method, AuditedRequest::kind);
        return kind.forStaffAndServices() || kind.purpose() != null;
    }

    /** Whether this caller's call of the method is recorded. */
    static boolean concerns(Method method, JsonWebToken token) {
        var kind = KINDS.computeIfAbsent(method, AuditedRequest::kind);
        return kind.forStaffAndServices() || actor(token).kind() != Actor.Kind.PERSON;
    }

    static AuditedRequest of(ContainerRequestContext request, Method method, JsonWebToken token) {
        var kind = KINDS.computeIfAbsent(method, AuditedRequest::kind);
        var actor = actor(token);
        var person =
                actor.kind() == Actor.Kind.PERSON
                        ? uuid(token.getSubject())
                        : kind.personIn() == null
                                ? null
                                : uuid(
                                        request.getUriInfo()
                                                .getPathParameters()
                                                .getFirst(kind.personIn()));
        return new AuditedRequest(
                actor,
                request.getMethod() + " " + kind.template(),
                kind.changes() && !READING.contains(request.getMethod()),
                kind.purpose(),
                person,
                requestId(request, person));
    }

    /** The note about this call; the person in its path goes before what was named otherwise. */
    AuditNote note(About named, String outcome) {
        var about = person == null ? named : About.person(person);
        return new AuditNote(actor, action, about, outcome, purpose, requestId);
    }

    private static Kind kind(Method method) {
        var onClass = method.getDeclaringClass().getAnnotation(Path.class);
        var onMethod = method.getAnnotation(Path.class);
        var template = (path(onClass) + path(onMethod)).replaceAll(":[^}]*}", "}");
        var audited = method.getAnnotation(Audited.class);
        var person = PERSON.matcher(template);
        return new Kind(
                template,
                audited == null ? null : audited.purpose(),
                audited == null || audited.changes(),
                person.find() ? person.group(1) == null ? person.group(2) : person.group(1) : null);
    }

    private static String path(@Nullable Path path) {
        if (path == null || path.value().isEmpty() || path.value().equals("/")) {
            return "";
        }
        return path.value().startsWith("/") ? path.value() : "/" + path.value();
    }

    private static Actor actor(JsonWebToken token) {
        var roles = token.getGroups();
        if (PROGRAMS.stream().anyMatch(roles::contains)) {
            var client = token.getClaim("azp");
            boolean named = client instanceof String name && CLIENT.matcher(name).matches();
            return Actor.service(named ? (String) client : token.getSubject());
        }
        return STAFF.stream().anyMatch(roles::contains)
                ? Actor.staff(token.getSubject())
                : Actor.person();
    }

    /**
     * A caller may have chosen it: only an id that can say nothing is kept, and not the person's.
     */
    private static @Nullable String requestId(
            ContainerRequestContext request, @Nullable UUID person) {
        var id = uuid((String) request.getProperty("X-Request-Id"));
        return id == null || id.equals(person) ? null : id.toString();
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
