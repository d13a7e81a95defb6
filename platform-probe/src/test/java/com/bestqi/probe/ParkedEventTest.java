package com.bestqi.probe;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.event.Event;
import com.bestqi.platform.event.EventJson;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("F7")
class ParkedEventTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String PATH = "/v1/admin/account/parked-events";

    @Inject Subjects subjects;
    @Inject Database database;
    @Inject MeterRegistry metrics;
    @Inject ProbeWishes wishes;

    @Test
    void whatIsOfANewerVersionIsParkedNotDropped() {
        var person = UUID.randomUUID();
        var newType = headers("AccountDreamed");
        var newData = headers("AccountRegistered");
        newData.put("ce_dataversion", "2");
        Bus.publishRaw(Topics.ACCOUNT_EVENTS, person.toString(), bytes("{}"), newType);
        Bus.publishRaw(
                Topics.ACCOUNT_EVENTS, person.toString(), json(registration(person)), newData);

        Bus.publish(registration(person));

        await().atMost(LONG).until(() -> subjects.state(person) == Subjects.State.LIVE);
        assertThat(reasons(person))
                .containsExactlyInAnyOrder("unknown type", "not an event: unknown ce_dataversion");
    }

    @Test
    void whatIsOversizedOrCannotBeStoredAsItIsBlocksNobody() {
        var person = UUID.randomUUID();
        Bus.publishRaw(
                Topics.ACCOUNT_EVENTS,
                person.toString(),
                bytes(" ".repeat(300_000)),
                headers("AccountRegistered"));
        Bus.publishRaw(
                Topics.ACCOUNT_EVENTS,
                person + "\u0000",
                json(registration(person)),
                Map.of("a\u0000b", "c\u0000d"));
        Bus.publishRaw(
                Topics.ACCOUNT_EVENTS,
                person.toString(),
                bytes("{}"),
                headers("AccountRegistered"));

        Bus.publish(registration(person));

        await().atMost(LONG).until(() -> subjects.state(person) == Subjects.State.LIVE);
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(reasons(person))
                                .containsExactlyInAnyOrder(
                                        "oversized",
                                        "not an event: ce_specversion is missing",
                                        "not an event: a field is missing"));
    }

    @Test
    void staffSeeWhereItCameFromAndWhyButNothingThatIsInIt() {
        var canary = UUID.randomUUID();
        var headers = headers("canary " + canary);
        headers.put("ce_id", "canary " + canary);
        var payload = bytes("{\"canary\":\"" + canary + "\"}");
        Bus.publishRaw(Topics.ACCOUNT_EVENTS, canary.toString(), payload, headers);
        await().atMost(LONG).until(() -> reasons(canary).size() == 1);

        var found = summary(canary);

        assertThat(found)
                .containsOnlyKeys(
                        "id", "topic", "partition", "offset", "type", "reason", "parkedAt")
                .containsEntry("topic", Topics.ACCOUNT_EVENTS)
                .containsEntry("reason", "not an event: ce_id is no UUID")
                .containsEntry("type", null);
        assertThat(found.toString()).doesNotContain(canary.toString());
    }

    @Test
    void aReplayAppliesItAndItIsGone() {
        var person = UUID.randomUUID();
        wishes.refuse(person);
        Bus.publish(registration(person));
        await().atMost(LONG).until(() -> reasons(person).size() == 1);
        assertThat(reasons(person)).containsExactly("failed: IllegalStateException");
        assertThat(subjects.state(person)).isEqualTo(Subjects.State.UNKNOWN);
        var path = PATH + "/" + summary(person).get("id") + "/replay";

        auditor()
                .post(path)
                .then()
                .statusCode(200)
                .body("applied", equalTo(false))
                .body("reason", equalTo("failed: IllegalStateException"));
        assertThat(subjects.state(person)).isEqualTo(Subjects.State.UNKNOWN);

        wishes.allow(person);
        auditor()
                .post(path)
                .then()
                .statusCode(200)
                .body("applied", equalTo(true))
                .body("reason", nullValue());
        assertThat(subjects.state(person)).isEqualTo(Subjects.State.LIVE);
        assertThat(reasons(person)).isEmpty();
        auditor().post(path).then().statusCode(404);
    }

    @Test
    void aReplayOfWhatWasAppliedMeanwhileHasNoSecondEffect() {
        var person = UUID.randomUUID();
        wishes.refuse(person);
        var id = Bus.publish(registration(person));
        await().atMost(LONG).until(() -> reasons(person).size() == 1);
        wishes.allow(person);
        Bus.publish(id, registration(person));
        await().atMost(LONG).until(() -> subjects.state(person) == Subjects.State.LIVE);
        int applied = wishes.heard(person);

        auditor()
                .post(PATH + "/" + summary(person).get("id") + "/replay")
                .then()
                .statusCode(200)
                .body("applied", equalTo(true));

        assertThat(wishes.heard(person)).isEqualTo(applied);
    }

    @Test
    void ofManyReplaysAtOnceOneApplies() {
        var person = UUID.randomUUID();
        wishes.refuse(person);
        Bus.publish(registration(person));
        await().atMost(LONG).until(() -> reasons(person).size() == 1);
        var path = PATH + "/" + summary(person).get("id") + "/replay";
        wishes.allow(person);
        int before = wishes.heard(person);

        var statuses =
                IntStream.range(0, 6)
                        .mapToObj(_ ->
                                CompletableFuture.supplyAsync(
                                        () -> auditor().post(path).statusCode()))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();

        assertThat(statuses).containsOnly(200, 404).filteredOn(one -> one == 200).hasSize(1);
        assertThat(wishes.heard(person)).isEqualTo(before + 1);
    }

    @Test
    @Tag("SE-3")
    void onlyPrivacyOfficersAndAuditorsMay() {
        var replay = PATH + "/" + UUID.randomUUID() + "/replay";
        given().get(PATH).then().statusCode(401);
        given().post(replay).then().statusCode(401);
        for (var role : List.of("user", "support-agent", "policy-editor", "service")) {
            var token = Tokens.staff(role);
            given().auth().oauth2(token).get(PATH).then().statusCode(403);
            given().auth().oauth2(token).post(replay).then().statusCode(403);
        }
        given().auth().oauth2(Tokens.staff("privacy-officer")).get(PATH).then().statusCode(200);
        auditor().post(replay).then().statusCode(404);
        auditor().get("/v1/admin/device/parked-events").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=201", "?limit=x", "?cursor=x", "?cursor=eHg"})
    void aPageAskedForWronglyIsRefused(String query) {
        auditor().get(PATH + query).then().statusCode(400);
    }

    @Test
    void aListComesInPages() {
        var person = UUID.randomUUID();
        for (int i = 0; i < 3; i++) {
            Bus.publishRaw(Topics.ACCOUNT_EVENTS, person.toString(), bytes("{"), Map.of());
        }
        await().atMost(LONG).until(() -> reasons(person).size() == 3);
        assertThat(metrics.get("inbox.parked").gauge().value()).isGreaterThanOrEqualTo(3);

        var ids = new ArrayList<String>();
        String cursor = "";
        while (cursor != null) {
            var page = auditor().get(PATH + "?limit=2" + cursor).then().statusCode(200).extract();
            ids.addAll(page.<List<String>>path("items.id"));
            String next = page.path("next");
            cursor = next == null ? null : "&cursor=" + next;
        }

        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(3);
    }

    /** F9: whatever the wire does, the end is that of the ordered run. */
    @Test
    @Tag("F9")
    void duplicatedReorderedDelayedAndSpoiltEventsEndAsTheOrderedRun() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var people = new ArrayList<UUID>();
        var deliveries = new ArrayList<Runnable>();
        var ids = new HashSet<UUID>();
        int spoilt = 0;
        for (int i = 0; i < 15; i++) {
            var person = UUID.randomUUID();
            people.add(person);
            var events = new ArrayList<Event>();
            events.add(registration(person));
            for (long revision = 1; revision <= 5; revision++) {
                var granted = Map.of("k" + revision, THEN);
                events.add(new ConsentState(person, revision, granted, THEN));
            }
            for (var event : events) {
                var id = UUID.randomUUID();
                ids.add(id);
                int times = random.nextInt(10) == 0 ? 1 + random.nextInt(100) : 1;
                for (int n = 0; n < times; n++) {
                    deliveries.add(() -> Bus.publish(id, event));
                }
            }
            int bad = random.nextInt(3);
            for (int n = 0; n < bad; n++) {
                deliveries.add(spoilt(person, random.nextInt(5)));
                spoilt++;
            }
        }
        Collections.shuffle(deliveries, random);

        deliveries.forEach(Runnable::run);

        await().atMost(LONG)
                .until(() ->
                        database.query(
                                                "SELECT event_id FROM inbox_event WHERE event_id = ANY (?)",
                                                rows -> rows.getObject("event_id", UUID.class),
                                                (Object) ids.toArray(UUID[]::new))
                                        .size()
                                == ids.size());
        int expected = spoilt;
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(people.stream().mapToInt(one -> reasons(one).size()).sum())
                                .as("seed %d", seed)
                                .isEqualTo(expected));
        for (var person : people) {
            var end = subjects.live(person);
            assertThat(end.consentRevision()).as("seed %d", seed).isEqualTo(5);
            assertThat(end.granted()).as("seed %d", seed).containsOnlyKeys("k5");
        }
    }

    private static Runnable spoilt(UUID person, int kind) {
        var key = person.toString();
        var good = json(registration(person));
        return switch (kind) {
            case 0 -> () -> Bus.publishRaw(Topics.ACCOUNT_EVENTS, key, bytes("{half"), headers());
            case 1 -> () -> Bus.publishRaw(Topics.ACCOUNT_EVENTS, key, good, Map.of());
            case 2 ->
                    () ->
                            Bus.publishRaw(
                                    Topics.ACCOUNT_EVENTS,
                                    key,
                                    json(registration(UUID.randomUUID())),
                                    headers());
            case 3 -> () -> Bus.publishRaw(Topics.CONSENT_STATES, key, null, headers());
            default -> () -> Bus.publishRaw(Topics.ACCOUNT_EVENTS, key, good, headers("NextYears"));
        };
    }

    private static Map<String, String> headers() {
        return headers("AccountRegistered");
    }

    private static Map<String, String> headers(String type) {
        return new HashMap<>(
                Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_type",
                        type,
                        "ce_source",
                        "test",
                        "ce_time",
                        THEN.toString()));
    }

    private static RequestSpecification auditor() {
        return given().auth().oauth2(Tokens.staff("auditor"));
    }

    private Map<String, Object> summary(UUID person) {
        var id =
                database.first(
                                "SELECT id FROM parked_event WHERE key = ?",
                                rows -> rows.getString("id"),
                                person.toString())
                        .orElseThrow();
        String cursor = "";
        while (cursor != null) {
            var page = auditor().get(PATH + "?limit=200" + cursor).then().extract();
            var items = page.<List<Map<String, Object>>>path("items");
            var found = items.stream().filter(one -> id.equals(one.get("id"))).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            String next = page.path("next");
            cursor = next == null ? null : "&cursor=" + next;
        }
        throw new AssertionError("not listed: " + id);
    }

    private List<String> reasons(UUID person) {
        return database.query(
                "SELECT reason FROM parked_event WHERE key LIKE ?",
                rows -> rows.getString("reason"),
                person + "%");
    }

    private static AccountRegistered registration(UUID person) {
        return new AccountRegistered(person, "eu", "1.0", "en", "registration", THEN);
    }

    private static byte[] json(Event event) {
        return bytes(EventJson.write(event));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
