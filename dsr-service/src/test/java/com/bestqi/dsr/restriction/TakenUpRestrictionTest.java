package com.bestqi.dsr.restriction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.dsr.Doubles;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.SubjectDirective.Kind;
import com.bestqi.platform.event.SubjectDirective.Restriction;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Restrictions ordered or lifted after the backup that this service was restored from (F8). */
@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("RI-4")
@Tag("F8")
class TakenUpRestrictionTest {
    private final Subjects subjects;

    TakenUpRestrictionTest(Subjects subjects) {
        this.subjects = subjects;
    }

    @Test
    void oneThatTheDatabaseHasLostIsInForceAgainAndItsEndIsTold() {
        var person = Applicant.registered();
        var until = Instant.now().plus(Duration.ofSeconds(40));
        var lost = new Restriction(UUID.randomUUID(), Set.of("location"), Set.of(), until);
        var directive = directive(person, Kind.RESTRICT, 5, List.of(lost));

        Bus.publish(directive);

        person.see(lost.requestId(), "RUNNING", false);
        person.answerAll(directive);
        person.see(lost.requestId(), "COMPLETED", true);
        assertThat(person.awaitMessage().parameters())
                .containsEntry("requestId", lost.requestId().toString());
        var next = person.restrict(Map.of("type", "RESTRICTION"));
        assertThat(person.directive(6).restrictions())
                .extracting(Restriction::requestId)
                .containsExactly(lost.requestId(), next);
    }

    @Test
    void oneThatWasLiftedSinceIsLifted() {
        var person = Applicant.registered();
        var requestId = person.restrict(Map.of("type", "RESTRICTION"));
        person.answerAll(person.directive(1));
        person.see(requestId, "COMPLETED", true);

        Bus.publish(directive(person, Kind.LIFT, 2, List.of()));

        person.see(requestId, "COMPLETED", false);
        await().until(() -> subjects.live(person.id()).restrictions().isEmpty());
    }

    @Test
    void anOlderDirectiveReadAgainBringsNothingBack() {
        var person = Applicant.registered();
        var requestId = person.restrict(Map.of("type", "RESTRICTION"));
        person.calls().delete("/v1/requests/" + requestId).then().statusCode(204);
        person.directive(2);

        Bus.publish(person.directive(1));
        person.answerAll(person.directive(2));

        person.see(requestId, "CANCELLED", false);
        assertThat(subjects.live(person.id()).restrictions()).isEmpty();
    }

    private static SubjectDirective directive(
            Applicant person, Kind kind, long epoch, List<Restriction> inForce) {
        var about = inForce.isEmpty() ? UUID.randomUUID() : inForce.getFirst().requestId();
        return new SubjectDirective(person.id(), about, kind, epoch, inForce, Instant.now());
    }
}
