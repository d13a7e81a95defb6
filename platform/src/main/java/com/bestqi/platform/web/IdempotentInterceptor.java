package com.bestqi.platform.web;

import com.bestqi.platform.crypto.BlindIndex;
import com.bestqi.platform.database.Conflicts;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Carries out {@link Idempotent}. */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class IdempotentInterceptor {
    private static final String HEADER = "Idempotency-Key";
    private static final Pattern SANE = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private final HttpHeaders headers;
    private final UriInfo uri;
    private final JsonWebToken token;
    private final Idempotency idempotency;
    private final IdempotentAnswers answers;
    private final Subjects subjects;
    private final ObjectMapper json;
    private final BlindIndex index;
    private final Conflicts conflicts;

    /** Everything it needs is injected. */
    public IdempotentInterceptor(
            HttpHeaders headers,
            UriInfo uri,
            JsonWebToken token,
            Idempotency idempotency,
            IdempotentAnswers answers,
            Subjects subjects,
            ObjectMapper json,
            BlindIndex index,
            Conflicts conflicts) {
        this.headers = headers;
        this.uri = uri;
        this.token = token;
        this.idempotency = idempotency;
        this.answers = answers;
        this.subjects = subjects;
        this.json = json;
        this.index = index;
        this.conflicts = conflicts;
    }

    /**
     * Runs the call in one transaction with the memory of its answer, or gives that answer again.
     */
    @AroundInvoke
    public @Nullable Object once(InvocationContext invocation) throws Exception {
        var key = headers.getHeaderString(HEADER);
        if (key == null) {
            return invocation.proceed();
        }
        if (!SANE.matcher(key).matches()) {
            throw ProblemException.invalid(HEADER, "must be 1 to 128 visible ASCII characters");
        }
        return conflicts.repeat(() -> inTransaction(invocation, key));
    }

    private @Nullable Object inTransaction(InvocationContext invocation, String key)
            throws Exception {
        QuarkusTransaction.begin();
        try {
            var answer = callOrReplay(invocation, key);
            QuarkusTransaction.commit();
            return answer;
        } catch (Exception e) {
            if (QuarkusTransaction.isActive()) {
                QuarkusTransaction.rollback();
            }
            throw e;
        }
    }

    private @Nullable Object callOrReplay(InvocationContext invocation, String key)
            throws Exception {
        var caller = callerId(invocation.getMethod());
        var call =
                new IdempotentAnswers.Call(
                        callerName(invocation.getMethod()),
                        uri.getPath(),
                        key,
                        hash(invocation.getParameters()));
        var before = answers.find(call);
        if (before.isPresent()) {
            throw new ReplayedAnswer(before.get());
        }
        var result = invocation.proceed();
        var about = caller != null ? caller : idempotency.accountId().orElse(null);
        var answer = answer(result);
        boolean whole = about != null || idempotency.isAboutNobody();
        answers.keep(call, whole ? answer : answer.withoutBody(), about);
        return result;
    }

    /**
     * Staff and services are callers too, but who they are is not kept: the answer goes into the
     * copy of their data that the person it is about may ask for.
     */
    private String callerName(Method method) {
        var subject = subject(method);
        if (subject == null) {
            return "-";
        }
        return token.getGroups().contains("user")
                ? subject
                : HexFormat.of().formatHex(index.of("idempotent_answer.caller", subject));
    }

    /**
     * Whoever is logged in on an open path is nobody there: the call may have to wait for locks on
     * other people's rows, of whom the bearer of the token may be one, and its answer is not about
     * them.
     */
    private @Nullable String subject(Method method) {
        return isOpen(method) || token.getRawToken() == null ? null : token.getSubject();
    }

    private static boolean isOpen(Method method) {
        return method.isAnnotationPresent(PermitAll.class)
                || (method.getDeclaringClass().isAnnotationPresent(PermitAll.class)
                        && !method.isAnnotationPresent(RolesAllowed.class));
    }

    private @Nullable UUID callerId(Method method) {
        var subject = subject(method);
        if (subject == null || !token.getGroups().contains("user")) {
            return null;
        }
        // The kept answer is data about this person: not without the lock (I-3).
        return subjects.share(UUID.fromString(subject), Processing.STORAGE, DataCategory.REQUEST)
                .accountId();
    }

    private IdempotentAnswers.Answer answer(@Nullable Object result)
            throws JsonProcessingException {
        return switch (result) {
            case null -> new IdempotentAnswers.Answer(204, null, null);
            case Response response ->
                    new IdempotentAnswers.Answer(
                            response.getStatus(),
                            location(response.getHeaderString(HttpHeaders.LOCATION)),
                            bytes(response.getEntity()));
            case RestResponse<?> response ->
                    new IdempotentAnswers.Answer(
                            response.getStatus(),
                            location(response.getHeaderString(HttpHeaders.LOCATION)),
                            bytes(response.getEntity()));
            default -> new IdempotentAnswers.Answer(200, null, bytes(result));
        };
    }

    /** As a path, for another replica may give the answer again. */
    private @Nullable String location(@Nullable String location) {
        return location == null ? null : Locations.path(location, uri.getBaseUri());
    }

    private byte @Nullable [] bytes(@Nullable Object entity) throws JsonProcessingException {
        return entity == null ? null : json.writeValueAsBytes(entity);
    }

    /** Keyed, for a body may hold what could be guessed from a bare hash: a password. */
    private byte[] hash(Object[] parameters) throws JsonProcessingException {
        return index.of("idempotent_answer.body", json.writeValueAsString(parameters));
    }
}
