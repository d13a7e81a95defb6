package com.bestqi.dsr.export;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import com.bestqi.dsr.Doubles;
import com.bestqi.dsr.request.Person;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.StackResource;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
class AccessFlowTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MovableClock clock;
    private final Database database;

    AccessFlowTest(MovableClock clock, Database database) {
        this.clock = clock;
        this.database = database;
    }

    @AfterEach
    void rightTheClock() {
        clock.reset();
    }

    private static String row(String store, UUID accountId, String said) {
        return "{\"store\":\"%s\",\"row\":{\"account_id\":\"%s\",\"said\":%s}}"
                .formatted(store, accountId, said);
    }

    private static Person withData() {
        var person = Person.registered();
        Doubles.exports(
                "device",
                person.id(),
                row("device_thing", person.id(), "\"canary, \\\"quoted\\\"\""),
                row("device_thing", person.id(), "\"=1+1\""),
                row("device_thing", person.id(), "-17.5"),
                row("device_duty", person.id(), "{\"deep\":[1,null]}"));
        Doubles.exports("account", person.id(), row("account_thing", person.id(), "null"));
        return person;
    }

    private static byte[] fetch(Person person, String requestId) {
        return person.fresh()
                .get("/v1/requests/" + requestId + "/package")
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .header("Content-Disposition", startsWith("attachment"))
                .extract()
                .asByteArray();
    }

    private static Map<String, String> unzip(byte[] zip) {
        var files = new LinkedHashMap<String, String>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(entry.getName()).doesNotContain("..").doesNotStartWith("/");
                files.put(entry.getName(), new String(in.readAllBytes(), UTF_8));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return files;
    }

    private static Map<String, String> copy(Person person, Map<String, ?> body) {
        var requestId = person.open(body);
        person.reaches(requestId, "COMPLETED");
        return unzip(fetch(person, requestId));
    }

    @Test
    @Tag("RI-11")
    void aCopyOfOneKindHasOfASharedStoreTheRowsOfThatKindAlone() {
        var person = withData();
        Doubles.exports(
                "device",
                person.id(),
                row("device_thing", person.id(), "\"canary heart-rate\""),
                row("device_thing", person.id(), "\"canary temperature\""),
                row("device_thing", person.id(), "\"canary heart-rate\""));

        var files =
                copy(
                        person,
                        Map.of("type", "ACCESS", "scope", Map.of("categories", List.of("health"))));

        assertThat(files.get("data/device/device_thing.jsonl").lines())
                .hasSize(2)
                .allMatch(line -> line.contains("canary heart-rate"));
        assertThat(files.get("data/device/device_thing.csv")).doesNotContain("temperature");
        assertThat(files.keySet()).doesNotContain("data/account/account.jsonl");
    }

    @Test
    @Tag("RI-1")
    void aCopyHoldsEverythingForPeopleAndForPrograms() throws IOException {
        var person = withData();

        var files = copy(person, Map.of("type", "ACCESS"));

        assertThat(files.get("data/device/device_thing.jsonl").lines())
                .containsExactly(
                        "{\"account_id\":\"%s\",\"said\":\"canary, \\\"quoted\\\"\"}"
                                .formatted(person.id()),
                        "{\"account_id\":\"%s\",\"said\":\"=1+1\"}".formatted(person.id()),
                        "{\"account_id\":\"%s\",\"said\":-17.5}".formatted(person.id()));
        assertThat(files.get("data/device/device_thing.csv").split("\r\n"))
                .containsExactly(
                        "account_id,said",
                        person.id() + ",\"canary, \"\"quoted\"\"\"",
                        person.id() + ",\"'=1+1\"",
                        person.id() + ",-17.5");
        assertThat(files.get("data/device/device_duty.csv"))
                .contains("\"{\"\"deep\"\":[1,null]}\"");
        assertThat(files.get("data/dsr/rights_request.jsonl")).contains("ACCESS");
        assertThat(files.keySet()).doesNotContain("data/dsr/export_chunk.jsonl");
        assertThat(JSON.readTree(files.get("schemas/device/device_thing.json")).path("required"))
                .hasSize(2);
        var facts = JSON.readTree(files.get("facts.json"));
        assertThat(facts.path("purposes")).hasSize(3);
        assertThat(facts.path("recipients").path(0).path("name").asText()).isEqualTo("Maps & Co");
        var device = facts.path("services").path(2);
        assertThat(device.path("service").asText()).isEqualTo("device");
        assertThat(device.at("/stores/0/rows").asLong()).isEqualTo(3);
        assertThat(device.at("/stores/0/retention").asText()).contains("P12M");
        assertThat(device.at("/stores/0/recipients/0").asText()).isEqualTo("Maps & Co");
        assertThat(files.get("index.html"))
                .contains("device_thing (3)", "Maps &amp; Co", "&lt;b&gt;maps", "canary, &quot;");
    }

    @Test
    @Tag("RI-1")
    void twoCopiesOfTheSameDataDifferInTheirStampAlone() {
        var person = withData();
        var scope =
                Map.of("type", "ACCESS", "scope", Map.of("services", List.of("device", "account")));

        var one = copy(person, scope);
        var other = copy(person, scope);

        assertThat(one.remove("manifest.json")).isNotEqualTo(other.remove("manifest.json"));
        assertThat(one).isEqualTo(other);
    }

    @Test
    @Tag("RI-5")
    @Tag("RI-11")
    void aPortableCopyHoldsWhatRestsOnContractOrConsent() {
        var person = withData();

        var portable = copy(person, Map.of("type", "PORTABILITY"));
        var narrow =
                copy(
                        person,
                        Map.of(
                                "type",
                                "ACCESS",
                                "scope",
                                Map.of("categories", List.of("profile"))));

        assertThat(portable.keySet())
                .contains("data/device/device_thing.jsonl")
                .doesNotContain("data/device/device_duty.jsonl", "data/dsr/rights_request.jsonl");
        assertThat(narrow.keySet())
                .contains("data/account/account_thing.jsonl")
                .doesNotContain("data/device/device_thing.jsonl");
    }

    @Test
    @Tag("RI-1")
    @Tag("F12")
    void aStreamThatIsCutOffIsNeverTakenForTheWhole() {
        var person = withData();
        Doubles.exportFails("device", person.id(), "cut", "500");

        var files = copy(person, Map.of("type", "ACCESS"));

        assertThat(files.get("data/device/device_thing.jsonl").lines()).hasSize(3);
    }

    @Test
    @Tag("SE-1")
    void aCopyIsForThePersonAlone() {
        var person = withData();
        var requestId = person.open(Map.of("type", "ACCESS"));
        person.reaches(requestId, "COMPLETED");
        var path = "/v1/requests/" + requestId + "/package";

        person.see(requestId)
                .body("packageUrl", equalTo(path))
                .body("packageUntil", notNullValue());
        Person.registered().fresh().get(path).then().statusCode(404);
        given().get(path).then().statusCode(401);
        var restriction = person.open(Map.of("type", "RESTRICTION"));
        person.fresh().get("/v1/requests/" + restriction + "/package").then().statusCode(404);
    }

    @Test
    @Tag("RI-1")
    @Tag("RT-1")
    void aCopyIsKeptForSevenDays() {
        var person = withData();
        var requestId = person.open(Map.of("type", "ACCESS"));
        person.reaches(requestId, "COMPLETED");

        clock.moveAll(Duration.ofDays(7).plusMinutes(1));

        person.fresh()
                .get("/v1/requests/" + requestId + "/package")
                .then()
                .statusCode(410)
                .body("type", equalTo("urn:problem:package-expired"));
    }

    @Test
    @Tag("SE-4")
    void aCopyLiesAsCiphertextAndGoesWithThePerson() {
        var person = withData();
        var requestId = UUID.fromString(person.open(Map.of("type", "ACCESS")));
        person.reaches(requestId.toString(), "COMPLETED");
        assertThat(chunks(requestId)).isPositive();
        assertThat(
                        database.first(
                                "SELECT count(*) AS n FROM export_chunk WHERE request_id = ?"
                                        + " AND substr(data, 1, 2) = 'PK'",
                                rows -> rows.getLong("n"),
                                requestId))
                .hasValue(0L);

        Bus.publish(
                new SubjectDirective(
                        person.id(),
                        UUID.randomUUID(),
                        SubjectDirective.Kind.ERASE,
                        900,
                        Instant.now()));

        await().atMost(Duration.ofSeconds(30)).until(() -> chunks(requestId), left -> left == 0);
        person.fresh().get("/v1/requests/" + requestId + "/package").then().statusCode(410);
    }

    private long chunks(UUID requestId) {
        return database.first(
                        "SELECT count(*) AS n FROM export_chunk WHERE request_id = ?",
                        rows -> rows.getLong("n"),
                        requestId)
                .orElse(0L);
    }

    @Test
    @Tag("RI-1")
    @Tag("F2")
    void aCopyThatACrashLeftHalfMadeIsMadeAnewAndWhole() {
        var person = withData();
        Doubles.exportFails("device", person.id(), "500", "500");
        var requestId = UUID.fromString(person.open(Map.of("type", "ACCESS")));
        // What somebody who died has left.
        database.update(
                "INSERT INTO export_chunk (request_id, seq, account_id, data, written_at)"
                        + " VALUES (?, 7, ?, 'half', now())",
                requestId,
                person.id());
        person.fresh().get("/v1/requests/" + requestId + "/package").then().statusCode(409);

        person.reaches(requestId.toString(), "COMPLETED");

        assertThat(unzip(fetch(person, requestId.toString()))).containsKey("index.html");
    }

    @Test
    @Tag("RI-1")
    void oneThatIsBeingMadeCanBeTakenBack() {
        var person = withData();
        Doubles.exportFails("device", person.id(), "500", "500", "500");
        var requestId = person.open(Map.of("type", "ACCESS"));

        person.fresh().delete("/v1/requests/" + requestId).then().statusCode(204);

        person.see(requestId).body("state", equalTo("CANCELLED"));
        person.fresh().delete("/v1/requests/" + requestId).then().statusCode(204);
        person.fresh().get("/v1/requests/" + requestId + "/package").then().statusCode(409);
    }
}
