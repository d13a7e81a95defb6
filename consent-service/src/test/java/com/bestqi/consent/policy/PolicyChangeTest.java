package com.bestqi.consent.policy;

import static com.bestqi.consent.Persons.as;
import static com.bestqi.consent.policy.Editors.AFTER_THE_PERIOD;
import static com.bestqi.consent.policy.Editors.OTHER;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.consent.Persons;
import com.bestqi.platform.event.AccountSeen;
import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.event.NoticeDelivered;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.Restrictions;
import com.bestqi.platform.test.StackResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a new version means for people: acceptance by going on, objection, consents asked again. */
@QuarkusTest
@WithTestResource(StackResource.class)
class PolicyChangeTest {
    @Inject Editors editors;
    @Inject MovableClock clock;
    @Inject PolicyAcceptanceRepository acceptances;
    @Inject PolicyEnactment enactment;

    @AfterEach
    void tidy() {
        editors.tidy();
    }

    private String inForce(String... changedPurposes) {
        var version = editors.announced(AFTER_THE_PERIOD, changedPurposes);
        enact(version);
        return version;
    }

    private void enact(String version) {
        editors.notifyEverybody(version);
        clock.moveAll(AFTER_THE_PERIOD);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> editors.state(version).equals("IN_FORCE"));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** Uses of the app, in the order in which they become known, with one that is known last. */
    private void seen(UUID person, LocalDate on) {
        Bus.publish(new AccountSeen(person, on));
        var fence = Persons.registered();
        Bus.publish(
                new NoticeDelivered(
                        fence, editors.announcementOf(current()), "inbox", clock.instant()));
        await().atMost(Duration.ofSeconds(30)).until(() -> editors.hasNotice(fence, current()));
    }

    private String current() {
        return get("/v1/policies/current").path("version");
    }

    @Test
    @Tag("AC-3")
    void goingOnAfterANoticedChangeIsAcceptanceAndNamesTheNotice() {
        var person = Persons.registered();
        var version = inForce();
        var path = "/v1/policies/" + version + "/acceptance";
        as(person).get(path).then().statusCode(404);

        // A use on the day itself may have come before.
        seen(person, today());
        as(person).get(path).then().statusCode(404);

        Bus.publish(new AccountSeen(person, today().plusDays(1)));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> as(person).get(path).then().statusCode(200));
        as(person)
                .get(path)
                .then()
                .body("channel", equalTo("implied"))
                .body("language", equalTo("und"))
                .body("notice", equalTo(editors.announcementOf(version).toString()));
        // What was accepted before stays the evidence that it is.
        as(person)
                .get("/v1/policies/1.0/acceptance")
                .then()
                .body("channel", equalTo("registration"))
                .body("notice", nullValue());
    }

    @Test
    @Tag("AC-3")
    void whoNeverComesBackHasAcceptedNothing() {
        var person = Persons.registered();
        var version = inForce();

        assertThat(acceptances.find(person, version)).isEmpty();
    }

    @Test
    @Tag("AC-3")
    @Tag("RI-6")
    void whoObjectsHasAcceptedNothingByGoingOn() {
        var person = Persons.registered();
        var version = editors.announced(AFTER_THE_PERIOD);
        var path = "/v1/policies/" + version + "/objection";
        var at =
                as(person)
                        .post(path)
                        .then()
                        .statusCode(200)
                        .body("version", equalTo(version))
                        .extract()
                        .<String>path("objectedAt");
        as(person).body("{}").post(path).then().statusCode(200).body("objectedAt", equalTo(at));
        enact(version);

        seen(person, today().plusDays(1));

        assertThat(acceptances.find(person, version)).isEmpty();
        // An open yes counts for all that.
        as(person)
                .body("{\"language\": \"de\"}")
                .post("/v1/policies/" + version + "/acceptance")
                .then()
                .statusCode(200)
                .body("channel", equalTo("app"));
    }

    @Test
    @Tag("AC-3")
    @Tag("RI-4")
    void whoRestrictedProcessingObjectsAllTheSameAndAcceptsNothingByGoingOn() {
        var person = Persons.registered();
        var version = inForce();
        Bus.publish(Restrictions.everything(person, 1));
        await().until(() ->
                as(person).post("/v1/policies/" + version + "/acceptance").statusCode() == 423);

        seen(person, today().plusDays(1));

        assertThat(acceptances.find(person, version)).isEmpty();
        as(person).post("/v1/policies/" + version + "/objection").then().statusCode(200);
    }

    @Test
    @Tag("AC-3")
    void withoutNoticeOrForAnEditorialChangeNothingIsImplied() {
        var person = Persons.registered();
        var version = Editors.version();
        Editors.post(Editors.WRITER, Editors.body(version).put("material", false)).statusCode(201);
        editors.announce(OTHER, version, clock.instant().plus(AFTER_THE_PERIOD)).statusCode(200);
        enact(version);
        var late = Persons.registered();

        seen(person, today().plusDays(1));
        seen(late, today().plusDays(1));

        assertThat(acceptances.find(person, version)).isEmpty();
        assertThat(acceptances.find(late, version)).isEmpty();
    }

    @Test
    @Tag("AC-2")
    void aSupersededVersionCanNeitherBeAcceptedNorObjectedTo() {
        var person = Persons.registered();
        var old = inForce();
        clock.moveAll(Duration.ofDays(1));
        var version = editors.announced(AFTER_THE_PERIOD);
        enact(version);

        for (var verb : new String[] {"acceptance", "objection"}) {
            as(person).post("/v1/policies/" + old + "/" + verb).then().statusCode(409);
            as(person).post("/v1/policies/9.9/" + verb).then().statusCode(404);
            as(person)
                    .body("{\"x\": 1}")
                    .post("/v1/policies/" + version + "/" + verb)
                    .then()
                    .statusCode(400);
            given().noContentType()
                    .post("/v1/policies/" + version + "/" + verb)
                    .then()
                    .statusCode(401);
        }
        // What was accepted in its time is told again.
        as(person).post("/v1/policies/1.0/acceptance").then().statusCode(200);
    }

    @Test
    @Tag("AC-3")
    @Tag("PU-6")
    void consentsToAChangedPurposeEndAndAreAskedAgainAndNoOthers() {
        var person = Persons.registered();
        grant(person, "analytics", "analytics@" + notice("analytics"));
        grant(person, "camera", null);
        grant(person, "bluetooth", null);
        // A purpose that rests on consent, one that rests on the contract, and a switch by name.
        var version = editors.announced(AFTER_THE_PERIOD, "PU-4b", "PU-1", "bluetooth");
        as(person).get("/v1/consents").then().body(granted("analytics"), equalTo(true));

        enact(version);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        as(person)
                                .get("/v1/consents")
                                .then()
                                .body(granted("analytics"), equalTo(false))
                                .body(granted("bluetooth"), equalTo(false))
                                .body(granted("camera"), equalTo(true)));
        as(person)
                .get("/v1/consents/history")
                .then()
                .body("items[0..1].key", containsInAnyOrder("analytics", "bluetooth"))
                .body("items[0..1].cause", everyItem(equalTo("policy-change")));
        await().untilAsserted(() ->
                assertThat(
                                Bus.events(
                                                Topics.CONSENT_STATES,
                                                person.toString(),
                                                ConsentState.class)
                                        .getLast()
                                        .granted())
                        .containsOnlyKeys("camera"));

        // Granted anew it is for the new purpose, and stays.
        grant(person, "analytics", "analytics@" + notice("analytics"));
        enactment.askAgain();
        as(person).get("/v1/consents").then().body(granted("analytics"), equalTo(true));
    }

    @Test
    @Tag("PU-6")
    @Tag("F2")
    @Tag("F6")
    void howeverManyReplicasAskAgainAndHoweverManyDieEachConsentEndsOnce() throws Exception {
        var people = List.of(Persons.registered(), Persons.registered(), Persons.registered());
        people.forEach(person -> grant(person, "bluetooth", null));
        var version = editors.announced(AFTER_THE_PERIOD, "bluetooth");
        editors.notifyEverybody(version);
        clock.moveAll(AFTER_THE_PERIOD);

        var replicas = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                boolean dies = i % 2 == 0;
                replicas.add(
                        threads.submit(() -> {
                            enactment.enactDue();
                            try {
                                QuarkusTransaction.requiringNew()
                                        .run(() -> {
                                            enactment.askAgain();
                                            if (dies) {
                                                throw new Death();
                                            }
                                        });
                            } catch (Death _) {
                                assertThat(dies).isTrue();
                            }
                        }));
            }
        }
        for (var replica : replicas) {
            replica.get();
        }

        for (var person : people) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            as(person)
                                    .get("/v1/consents")
                                    .then()
                                    .body(granted("bluetooth"), equalTo(false)));
            as(person)
                    .get("/v1/consents/history")
                    .then()
                    .body("items.cause", equalTo(List.of("policy-change", "person")));
        }
    }

    /** Takes a replica away before it commits. */
    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static void grant(UUID person, String key, String notice) {
        var body =
                notice == null
                        ? "{\"granted\": true}"
                        : "{\"granted\": true, \"notice\": \"" + notice + "\"}";
        as(person).body(body).put("/v1/consents/" + key).then().statusCode(200);
    }

    private static String notice(String key) {
        return get("/v1/switches").path("items.find { it.key == '" + key + "' }.notice.version");
    }

    private static String granted(String key) {
        return "items.find { it.key == '" + key + "' }.granted";
    }
}
