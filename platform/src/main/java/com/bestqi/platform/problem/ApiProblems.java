package com.bestqi.platform.problem;

import com.bestqi.platform.database.DatabaseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Gives every problem response its stable type and takes out everything that the libraries would
 * say about themselves: class names, parser messages, values.
 */
@ApplicationScoped
public class ApiProblems implements ProblemPostProcessor {
    private static final Logger LOG = Logger.getLogger(ApiProblems.class);

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (problem instanceof ProblemException) {
            return problem;
        }
        var made = translate(problem.getStatusCode(), context.cause);
        if (made.problem() == CommonProblem.INTERNAL_ERROR) {
            LOG.error("call failed unexpectedly", context.cause);
        }
        for (var header : problem.getHeaders().entrySet()) {
            made = made.header(header.getKey(), String.valueOf(header.getValue()));
        }
        return made;
    }

    @Override
    public int priority() {
        return 200;
    }

    /** The problem for a failure that is none of ours. */
    public static ProblemException translate(int status, Throwable cause) {
        if (cause instanceof ConstraintViolationException violations) {
            return violations(violations);
        }
        var own = find(cause, ProblemException.class);
        if (own != null) {
            return own;
        }
        var json = find(cause, JsonProcessingException.class);
        if (json != null && status < 500) {
            return malformed(json);
        }
        if (status >= 500 && DatabaseException.mayPass(cause)) {
            return ProblemException.unavailable(
                    CommonProblem.UNAVAILABLE, "A part that this needs is away; try again.");
        }
        if (status >= 500 && DatabaseException.uniqueViolation(cause)) {
            return new ProblemException(
                            CommonProblem.CONFLICT, "Somebody else was first; look and try again.")
                    .header("Retry-After", "1");
        }
        return byStatus(status);
    }

    private static ProblemException byStatus(int status) {
        return switch (status) {
            case 400 ->
                    new ProblemException(CommonProblem.BAD_REQUEST, "The request is malformed.");
            case 401 ->
                    new ProblemException(
                                    CommonProblem.UNAUTHORIZED, "This needs a valid access token.")
                            .header("WWW-Authenticate", "Bearer");
            case 403 ->
                    new ProblemException(
                            CommonProblem.FORBIDDEN, "Your token does not allow this.");
            case 404 -> ProblemException.notFound();
            case 405 ->
                    new ProblemException(
                            CommonProblem.METHOD_NOT_ALLOWED, "This path has no such method.");
            case 406 ->
                    new ProblemException(
                            CommonProblem.NOT_ACCEPTABLE, "Nothing here in a form you accept.");
            case 413 -> new ProblemException(CommonProblem.PAYLOAD_TOO_LARGE, "Send less at once.");
            case 415 ->
                    new ProblemException(
                            CommonProblem.UNSUPPORTED_MEDIA_TYPE, "Send application/json here.");
            case 429 ->
                    new ProblemException(CommonProblem.TOO_MANY_REQUESTS, "Slow down.")
                            .header("Retry-After", "1");
            case 503 ->
                    ProblemException.unavailable(CommonProblem.UNAVAILABLE, "Try again shortly.");
            default ->
                    status >= 400 && status < 500
                            ? new ProblemException(
                                    CommonProblem.BAD_REQUEST, "The request is malformed.")
                            : new ProblemException(
                                    CommonProblem.INTERNAL_ERROR,
                                    "It is not your fault; the request id names it for us.");
        };
    }

    private static ProblemException violations(ConstraintViolationException failure) {
        boolean ours =
                failure.getConstraintViolations().stream()
                        .anyMatch(violation -> {
                            for (var node : violation.getPropertyPath()) {
                                if (node.getKind() == ElementKind.RETURN_VALUE) {
                                    return true;
                                }
                            }
                            return false;
                        });
        if (ours) {
            return byStatus(500);
        }
        return ProblemException.invalid(
                failure.getConstraintViolations().stream()
                        .map(violation -> new Violation(field(violation), violation.getMessage()))
                        .sorted(Comparator.comparing(Violation::field))
                        .toList());
    }

    /** The path as the caller wrote it: without the method and its parameter in front. */
    private static String field(ConstraintViolation<?> violation) {
        int inFront = 0;
        for (var node : violation.getPropertyPath()) {
            boolean code =
                    node.getKind() == ElementKind.METHOD || node.getKind() == ElementKind.PARAMETER;
            inFront += code ? 1 : 0;
        }
        var names = List.of(violation.getPropertyPath().toString().split("\\."));
        return names.size() <= inFront
                ? "body"
                : String.join(".", names.subList(inFront, names.size()));
    }

    private static ProblemException malformed(JsonProcessingException failure) {
        if (failure instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return ProblemException.invalid(path(mapping.getPath()), message(mapping));
        }
        return new ProblemException(
                CommonProblem.BAD_REQUEST, "The body is not the JSON expected.");
    }

    private static String message(JsonMappingException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException _ -> "is not known here";
            case InvalidFormatException word when word.getTargetType().isEnum() ->
                    Stream.of(Objects.requireNonNull(word.getTargetType().getEnumConstants()))
                            .map(String::valueOf)
                            .collect(Collectors.joining(", ", "must be one of ", ""));
            default -> "has the wrong type or form";
        };
    }

    private static String path(List<JsonMappingException.Reference> path) {
        return path.stream()
                .map(step ->
                        step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
