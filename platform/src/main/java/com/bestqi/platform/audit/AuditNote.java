package com.bestqi.platform.audit;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is written into the audit. Words for machines only: no name, no text that anybody typed.
 *
 * @param action what was done, for instance {@code request.rejected}
 * @param outcome what came of it, for instance {@code 200} or {@code done}
 * @param purpose the clause that the deed rests on, where it is known
 * @param requestId under which the logs speak of it, where there is a request
 */
public record AuditNote(
        Actor actor,
        String action,
        About about,
        String outcome,
        @Nullable String purpose,
        @Nullable String requestId) {
    private static final Pattern WORDS = Pattern.compile("[ -~]{1,200}");

    /** Throws {@link IllegalArgumentException} for what is no word for machines. */
    public AuditNote {
        check("actor", actor.name());
        check("action", action);
        check("outcome", outcome);
        check("purpose", purpose);
        check("request id", requestId);
        if (about instanceof About.Thing thing) {
            check("kind of thing", thing.kind());
        }
    }

    /** A note without purpose and request. */
    public static AuditNote of(Actor actor, String action, About about, String outcome) {
        return new AuditNote(actor, action, about, outcome, null, null);
    }

    /** The same note with the clause it rests on. */
    public AuditNote on(String clause) {
        return new AuditNote(actor, action, about, outcome, clause, requestId);
    }

    private static void check(String what, @Nullable String word) {
        if (word != null && !WORDS.matcher(word).matches()) {
            throw new IllegalArgumentException("the audit takes no such " + what);
        }
    }
}
