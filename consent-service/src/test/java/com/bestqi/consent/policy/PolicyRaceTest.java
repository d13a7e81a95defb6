package com.bestqi.consent.policy;

import static com.bestqi.consent.policy.Editors.AFTER_THE_PERIOD;
import static com.bestqi.consent.policy.Editors.OTHER;
import static com.bestqi.consent.policy.Editors.activate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.consent.Persons;
import com.bestqi.platform.event.PolicyAnnounced;
import com.bestqi.platform.event.PolicyInForce;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same step taken at once by many: one of them takes it. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("PO-1")
@Tag("F6")
class PolicyRaceTest {
    private static final int MANY = 8;

    @Inject Editors editors;
    @Inject MovableClock clock;
    @Inject PolicyEnactment enactment;

    @AfterEach
    void tidy() {
        editors.tidy();
    }

    @Test
    void ofManyDraftsOfOneVersionOneIsKept() throws Exception {
        var version = Editors.version();
        var body = Editors.body(version);

        var statuses =
                atOnce(() ->
                        Editors.post(UUID.randomUUID(), body.deepCopy()).extract().statusCode());

        assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(MANY - 1);
    }

    @Test
    void ofManyAnnouncementsOneIsMade() throws Exception {
        var version = Editors.drafted();
        var later = clock.instant().plus(AFTER_THE_PERIOD);

        var statuses =
                atOnce(() ->
                        editors.announce(UUID.randomUUID(), version, later).extract().statusCode());

        assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(MANY - 1);
        var fence = editors.announced(AFTER_THE_PERIOD);
        await().until(() ->
                !Bus.events(Topics.POLICY_EVENTS, fence, PolicyAnnounced.class).isEmpty());
        assertThat(Bus.events(Topics.POLICY_EVENTS, version, PolicyAnnounced.class)).hasSize(1);
    }

    @Test
    void itComesIntoForceOnceWhoeverActivatesAndHoweverManyReplicasWork() throws Exception {
        Persons.registered();
        var version = editors.announced(AFTER_THE_PERIOD);
        editors.notifyEverybody(version);
        clock.moveAll(AFTER_THE_PERIOD);

        var results =
                atOnce(() ->
                        Math.random() < 0.5
                                ? activate(OTHER, version).extract().statusCode()
                                : enactment.enactDue());

        assertThat(results).containsAnyOf(200, 1, 0).doesNotContain(500, 503);
        await().until(() -> editors.state(version).equals("IN_FORCE"));
        await().untilAsserted(() ->
                assertThat(Bus.events(Topics.POLICY_EVENTS, version, PolicyInForce.class))
                        .hasSize(1));
        activate(OTHER, version).statusCode(409);
    }

    @Test
    void ofTwoVersionsAtOnceBothHaveTheirTurnAndOneIsInForce() throws Exception {
        Persons.registered();
        var one = editors.announced(AFTER_THE_PERIOD);
        var other = editors.announced(AFTER_THE_PERIOD.plusSeconds(1));
        editors.notifyEverybody(one);
        editors.notifyEverybody(other);
        clock.moveAll(AFTER_THE_PERIOD.plusSeconds(2));

        atOnce(enactment::enactDue);

        await().until(() ->
                List.of("IN_FORCE", "SUPERSEDED").contains(editors.state(one))
                        && editors.state(other).equals("IN_FORCE"));
        assertThat(editors.state(one)).isEqualTo("SUPERSEDED");
    }

    private static List<Integer> atOnce(Callable<Integer> step) throws Exception {
        var steps = IntStream.range(0, MANY).mapToObj(_ -> step).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<Integer>();
            for (var done : threads.invokeAll(steps)) {
                results.add(done.get());
            }
            return results;
        }
    }
}
