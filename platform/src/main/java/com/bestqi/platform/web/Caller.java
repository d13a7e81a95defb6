package com.bestqi.platform.web;

import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.SeenAccounts;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.RequestScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Who calls, by the token alone (I-11). */
@RequestScoped
public class Caller {
    private static final Duration FRESH = Duration.ofSeconds(300);
    private static final Duration LEEWAY = Duration.ofSeconds(10);

    private final JsonWebToken token;
    private final Subjects subjects;
    private final SeenAccounts seen;
    private final Clock clock;
    private @Nullable UUID accountId;

    /** Everything it needs is injected. */
    public Caller(JsonWebToken token, Subjects subjects, SeenAccounts seen, Clock clock) {
        this.token = token;
        this.subjects = subjects;
        this.seen = seen;
        this.clock = clock;
    }

    /**
     * The account id of the person who calls. Throws 410 {@code account-erased} for a person who is
     * erased or being erased, 503 {@code account-not-ready} for one not heard of yet; writes check
     * again, under the lock, in their transaction.
     */
    public UUID accountId() {
        var known = accountId;
        if (known == null) {
            known = subjects.live(subjectId()).accountId();
            accountId = known;
            seen.note(known);
        }
        return known;
    }

    /**
     * The token's subject, without asking whether the person is still there: staff and services.
     */
    public UUID subjectId() {
        var subject = token.getSubject();
        if (subject == null) {
            throw new ProblemException(
                    CommonProblem.UNAUTHORIZED, "This needs a valid access token.");
        }
        return UUID.fromString(subject);
    }

    /** Whether the person logged in within the last five minutes; unknown is no. */
    public boolean freshLogin() {
        Object authTime = token.getClaim("auth_time");
        if (!(authTime instanceof Number || authTime instanceof jakarta.json.JsonNumber)) {
            return false;
        }
        long seconds =
                authTime instanceof jakarta.json.JsonNumber json
                        ? json.longValue()
                        : ((Number) authTime).longValue();
        var age = Duration.between(Instant.ofEpochSecond(seconds), clock.instant());
        return age.compareTo(FRESH) <= 0 && age.compareTo(LEEWAY.negated()) >= 0;
    }

    /**
     * Refuses a log-in older than five minutes, in the way of RFC 9470, so that the app steps up.
     */
    public void requireFreshLogin() {
        if (!freshLogin()) {
            throw new ProblemException(
                            CommonProblem.LOGIN_TOO_OLD,
                            "Log in again; the last log-in must be at most 300 s ago.")
                    .header(
                            "WWW-Authenticate",
                            "Bearer error=\"insufficient_user_authentication\", max_age=300");
        }
    }
}
