package com.bestqi.dsr.staff;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.dsr.Doubles;
import com.bestqi.dsr.request.Person;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A case from its first day to long after its last. */
@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("RI-8")
class CaseOverTimeTest {
    private final MovableClock clock;
    private final DueWatch watch;
    private final Database database;

    CaseOverTimeTest(MovableClock clock, DueWatch watch, Database database) {
        this.clock = clock;
        this.watch = watch;
        this.database = database;
    }

    @AfterEach
    void rightTheClock() {
        clock.reset();
    }

    private static RequestSpecification officer() {
        return given().auth().oauth2(Tokens.staff("privacy-officer")).contentType(ContentType.JSON);
    }

    private record Marks(boolean reminded, boolean escalated) {}

    private Marks marks(String requestId) {
        return database.first(
                        "SELECT reminded_at IS NOT NULL AS r, escalated_at IS NOT NULL AS e"
                                + " FROM rights_request WHERE request_id = ?",
                        rows -> new Marks(rows.getBoolean("r"), rows.getBoolean("e")),
                        UUID.fromString(requestId))
                .orElseThrow();
    }

    private static Instant due(Person person, String requestId) {
        return Instant.parse(person.see(requestId).extract().<String>path("dueAt"));
    }

    private void passUntil(Instant moment) {
        clock.moveAll(Duration.between(clock.instant(), moment));
        watch.look();
    }

    @Test
    @Tag("RI-9")
    void aCaseIsVerifiedRemindedPutOffEscalatedAndAnswered() {
        var person = Person.registered();
        var requestId =
                person.openStale(
                        Map.of(
                                "type",
                                "RECTIFICATION",
                                "correction",
                                Map.of("field", "device.name", "value", "canary value")));
        var code = person.code(requestId);
        var first = due(person, requestId);

        clock.moveAll(Duration.ofMinutes(9));
        person.stale()
                .body(Map.of("code", code))
                .post("/v1/requests/" + requestId + "/verification")
                .then()
                .statusCode(200)
                .body("state", equalTo("RUNNING"));
        var counted = due(person, requestId);
        assertThat(Duration.between(first, counted))
                .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));

        passUntil(counted.minus(Duration.ofDays(20)));
        assertThat(marks(requestId)).isEqualTo(new Marks(false, false));
        passUntil(counted.minus(Duration.ofDays(5)));
        assertThat(marks(requestId).reminded()).isTrue();
        passUntil(counted.minus(Duration.ofHours(20)));
        assertThat(marks(requestId)).isEqualTo(new Marks(true, true));

        officer()
                .body(Map.of("reason", "canary reason"))
                .post("/v1/admin/requests/" + requestId + "/extension")
                .then()
                .statusCode(200);
        var extended = due(person, requestId);
        assertThat(extended).isAfter(counted.plus(Duration.ofDays(50)));
        assertThat(marks(requestId)).isEqualTo(new Marks(false, false));
        passUntil(counted.plus(Duration.ofDays(1)));
        assertThat(marks(requestId)).isEqualTo(new Marks(false, false));
        passUntil(extended.minus(Duration.ofHours(2)));
        assertThat(marks(requestId)).isEqualTo(new Marks(true, true));

        officer()
                .body(Map.of("evidence", "canary done"))
                .post("/v1/admin/requests/" + requestId + "/completion")
                .then()
                .statusCode(200);
        clock.moveAll(Duration.ofDays(400));
        watch.look();

        var steps = person.see(requestId).extract().<List<String>>path("timeline.state");
        assertThat(steps)
                .containsExactly(
                        "RECEIVED", "VERIFYING", "VERIFIED", "RUNNING", "EXTENDED", "COMPLETED");
        officer()
                .body(Map.of("evidence", "again"))
                .post("/v1/admin/requests/" + requestId + "/completion")
                .then()
                .statusCode(409);
    }
}
