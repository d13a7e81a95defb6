package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.endtoend.client.Answer;
import java.util.regex.Pattern;

/** The form that every refusal has, and what it must never tell. */
final class Problems {
    private static final Pattern CODE =
            Pattern.compile(
                    "Exception|\\bat [a-z]+(\\.[A-Za-z$]+)+\\(|\\.java:|com\\.bestqi|io\\.quarkus"
                            + "|org\\.(hibernate|postgresql|jboss)|jakarta\\.");

    /** In what is served on purpose these may be plain English. */
    private static final Pattern SQL =
            Pattern.compile(
                    "(?i)\\b(select|insert into|update|delete from) [a-z_]+ |sqlstate|relation \"");

    private Problems() {}

    /** Fails unless the answer is a problem of the form that {@code api.md} promises. */
    static void assertProblem(Answer answer) {
        assertThat(answer.header("content-type"))
                .as("content type of " + answer)
                .startsWith("application/problem+json");
        var problem = answer.json();
        assertThat(problem.path("type").asText()).as(answer.toString()).startsWith("urn:problem:");
        assertThat(problem.path("title").asText()).as(answer.toString()).isNotBlank();
        assertThat(problem.path("status").asInt()).as(answer.toString()).isEqualTo(answer.status());
        if (problem.has("violations")) {
            assertThat(problem.path("violations"))
                    .as(answer.toString())
                    .allSatisfy(violation -> {
                        assertThat(violation.path("field").isTextual()).isTrue();
                        assertThat(violation.path("message").asText()).isNotBlank();
                    });
        }
        if (answer.status() == 503 || answer.status() == 429) {
            assertThat(answer.header("retry-after")).as(answer.toString()).isNotEmpty();
        }
        if (answer.status() == 401) {
            assertThat(answer.header("www-authenticate"))
                    .as(answer.toString())
                    .startsWith("Bearer");
        }
        assertHeaders(answer);
        assertDiscreet(answer);
    }

    /** Fails unless the answer has the headers that every answer has. */
    static void assertHeaders(Answer answer) {
        assertThat(answer.header("x-request-id")).as(answer.call()).isNotEmpty();
        if (answer.status() >= 400) {
            assertThat(answer.header("cache-control")).as(answer.call()).contains("no-store");
        }
    }

    /** Fails if the answer tells anything of what is inside. */
    static void assertDiscreet(Answer answer) {
        boolean tells =
                CODE.matcher(answer.body()).find()
                        || (answer.status() >= 400 && SQL.matcher(answer.body()).find());
        assertThat(tells).as("tells something internal: " + answer).isFalse();
    }
}
