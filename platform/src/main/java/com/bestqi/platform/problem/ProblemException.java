package com.bestqi.platform.problem;

import com.bestqi.platform.database.DatabaseException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.net.URI;
import java.util.List;

/**
 * Ends the request with a problem response. The detail is written for the caller: no value of
 * anybody's data, nothing internal.
 */
public final class ProblemException extends HttpProblem {
    private static final long serialVersionUID = 1L;

    private final transient ProblemCode problem;

    /** A problem with words for the caller. */
    public ProblemException(ProblemCode problem, String detail) {
        this(
                problem,
                HttpProblem.builder()
                        .withType(URI.create(problem.type()))
                        .withTitle(problem.title())
                        .withStatus(problem.status())
                        .withDetail(detail));
    }

    private ProblemException(ProblemCode problem, HttpProblem.Builder builder) {
        super(builder);
        this.problem = problem;
    }

    /** A 400 that names the field at fault. */
    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    /** A 400 that names every field at fault. */
    public static ProblemException invalid(List<Violation> violations) {
        return new ProblemException(CommonProblem.BAD_REQUEST, "One or more fields are not valid.")
                .with("violations", List.copyOf(violations));
    }

    /** A 404, the same for what is absent and for what is somebody else's (I-11). */
    public static ProblemException notFound() {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is nothing here for you.");
    }

    /** A 403 that names the switch that is off. */
    public static ProblemException consentRequired(String key) {
        return new ProblemException(
                        CommonProblem.CONSENT_REQUIRED,
                        "This needs the permission named in key, which is switched off.")
                .with("key", key);
    }

    /** A 503 with the time after which to try again. */
    public static ProblemException unavailable(ProblemCode problem, String detail) {
        return new ProblemException(problem, detail).header("Retry-After", "1");
    }

    /**
     * Whether a failure may pass by itself: the database is away or has too much to do, or another
     * part that was needed is away.
     */
    public static boolean mayPass(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException refusal
                    && refusal.problem == CommonProblem.UNAVAILABLE) {
                return true;
            }
        }
        return DatabaseException.mayPass(failure);
    }

    /** The same problem with one more member in the response, for instance {@code key}. */
    public ProblemException with(String member, Object value) {
        return new ProblemException(problem, HttpProblem.builder(this).with(member, value));
    }

    /** The same problem with one more header on the response. */
    public ProblemException header(String name, String value) {
        return new ProblemException(problem, HttpProblem.builder(this).withHeader(name, value));
    }

    /** Which problem it is. */
    public ProblemCode problem() {
        return problem;
    }

    /** A refusal is expected: nobody reads its stack, so none is taken. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
