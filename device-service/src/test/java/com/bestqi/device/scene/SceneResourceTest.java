package com.bestqi.device.scene;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.device.Person;
import com.bestqi.device.Person.Device;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.CanarySearch;
import com.bestqi.platform.test.Restrictions;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("PU-1")
class SceneResourceTest {
    private static final String PATH = "/v1/scenes";

    @Inject Subjects subjects;

    static Map<String, Object> scene(Map<String, Object> trigger, Object... actions) {
        return Map.of("name", "Evening", "enabled", true, "trigger", trigger, "actions", actions);
    }

    static Map<String, Object> above(Device device, double line) {
        return Map.of(
                "kind", "READING", "deviceId", device.id(), "type", "temperature", "above", line);
    }

    static Map<String, Object> turnOn(Device device) {
        return Map.of(
                "deviceId",
                device.id(),
                "command",
                Map.of("name", "turn-on", "arguments", Map.of()));
    }

    static ValidatableResponse create(Person person, Object scene) {
        return person.app().body(scene).post(PATH).then();
    }

    private static Map<String, Object> with(Map<String, Object> scene, String field, Object value) {
        var changed = new HashMap<>(scene);
        changed.put(field, value);
        return changed;
    }

    @Test
    @Tag("F17")
    void whatOnePlaceOrDeviceStartsHasAnEnd() {
        var person = Person.registered();
        var thermostat = person.pair("thermostat");
        var light = person.pair("light");
        var twenty = new Object[20];
        Arrays.fill(twenty, turnOn(light));
        var eleven = Arrays.copyOf(twenty, 11);
        var ten = Arrays.copyOf(twenty, 10);
        var trigger = above(thermostat, 25);
        create(person, scene(trigger, twenty)).statusCode(201);
        create(person, scene(trigger, twenty)).statusCode(201);

        create(person, scene(trigger, eleven))
                .statusCode(409)
                .body("type", equalTo("urn:problem:too-many-actions"));
        String last = create(person, scene(trigger, ten)).statusCode(201).extract().path("sceneId");
        person.app().body(scene(trigger, eleven)).put(PATH + "/{id}", last).then().statusCode(409);
        person.app().body(scene(trigger, ten)).put(PATH + "/{id}", last).then().statusCode(200);
        create(person, scene(above(person.pair("thermostat"), 25), twenty)).statusCode(201);
    }

    @Test
    void aSceneIsMadeSeenChangedAndForgotten() {
        var person = Person.registered();
        var thermostat = person.pair("thermostat");
        var light = person.pair("light");
        var scene = scene(above(thermostat, 25), turnOn(light));

        String id =
                create(person, scene)
                        .statusCode(201)
                        .body("sceneId", notNullValue())
                        .extract()
                        .path("sceneId");
        person.app()
                .get(PATH + "/{id}", id)
                .then()
                .statusCode(200)
                .body("name", equalTo("Evening"))
                .body("enabled", equalTo(true))
                .body("trigger.kind", equalTo("READING"))
                .body("trigger.deviceId", equalTo(thermostat.id().toString()))
                .body("trigger.type", equalTo("temperature"))
                .body("trigger.above", equalTo(25.0f))
                .body("trigger.below", nullValue())
                .body("actions[0].deviceId", equalTo(light.id().toString()))
                .body("actions[0].command.name", equalTo("turn-on"))
                .body("createdAt", notNullValue());
        person.app()
                .body(with(with(scene, "name", "Night"), "enabled", false))
                .put(PATH + "/{id}", id)
                .then()
                .statusCode(200)
                .body("name", equalTo("Night"))
                .body("enabled", equalTo(false));
        person.app().get(PATH).then().body("items.name", contains("Night"));
        person.app().get(PATH + "/{id}/runs", id).then().body("items", empty());
        person.app().delete(PATH + "/{id}", id).then().statusCode(204);

        person.app().get(PATH + "/{id}", id).then().statusCode(404);
        person.app().get(PATH + "/{id}/runs", id).then().statusCode(404);
        person.app().body(scene).put(PATH + "/{id}", id).then().statusCode(404);
        person.app().delete(PATH + "/{id}", id).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kind\":\"FULL_MOON\"}",
                "{\"kind\":\"GEOFENCE\"}",
                "{\"kind\":\"GEOFENCE\",\"geofenceId\":\"x\",\"event\":\"ENTER\"}",
                "{\"kind\":\"GEOFENCE\",\"event\":\"ENTER\"}",
                "{\"kind\":\"READING\",\"type\":\"temperature\",\"above\":1}",
                "{\"kind\":\"READING\",\"deviceId\":\"ID\",\"above\":1}",
                "{\"kind\":\"READING\",\"deviceId\":\"ID\",\"type\":\"temperature\"}",
                "{\"kind\":\"READING\",\"deviceId\":\"ID\",\"type\":\"temperature\",\"above\":1e999}",
                "{\"kind\":\"READING\",\"deviceId\":\"ID\",\"type\":\"temperature\",\"above\":\"1\"}",
                "{\"kind\":\"READING\",\"deviceId\":\"ID\",\"type\":\"temperature\",\"above\":1,"
                        + "\"below\":0}",
                "{\"kind\":\"READING\",\"deviceId\":\"ID\",\"type\":\"temperature\",\"above\":1,"
                        + "\"event\":\"ENTER\"}",
                "{\"kind\":\"READING\",\"deviceId\":\"ID\",\"type\":\"temperature\",\"above\":1,"
                        + "\"more\":1}"
            })
    @Tag("SE-3")
    void aTriggerThatIsNoneIsRefused(String trigger) {
        var person = Person.registered();
        var thermostat = person.pair("thermostat");
        var body =
                """
                {"name":"a","enabled":true,"trigger":%s,"actions":[{"deviceId":"%s",
                 "command":{"name":"set-mode","arguments":{"mode":"off"}}}]}
                """
                        .formatted(
                                trigger.replace("ID", thermostat.id().toString()), thermostat.id());

        create(person, body).statusCode(400).contentType("application/problem+json");
        assertThat(person.rows("scene")).isZero();
    }

    @Test
    @Tag("SE-3")
    void aSceneThatIsNoneIsRefused() {
        var person = Person.registered();
        var thermostat = person.pair("thermostat");
        var light = person.pair("light");
        var scene = scene(above(thermostat, 25), turnOn(light));
        var id = light.id();

        for (var field : List.of("name", "enabled", "trigger", "actions")) {
            var without = new HashMap<>(scene);
            without.remove(field);
            create(person, without).statusCode(400);
        }
        create(person, with(scene, "name", " ")).statusCode(400);
        create(person, with(scene, "enabled", "yes")).statusCode(400);
        create(person, with(scene, "more", 1)).statusCode(400);
        create(person, with(scene, "actions", List.of())).statusCode(400);
        create(person, with(scene, "actions", List.of(Map.of("deviceId", id)))).statusCode(400);
        var off = Map.of("name", "set-brightness", "arguments", Map.of("percent", 101));
        create(person, with(scene, "actions", List.of(Map.of("deviceId", id, "command", off))))
                .statusCode(400)
                .body("violations.field", contains("arguments.percent"));
        assertThat(person.rows("scene")).isZero();
    }

    @Test
    @Tag("I-11")
    @Tag("SE-1")
    void whatIsNotThePersonsIsNotFoundAndWhatADeviceDoesNotKnowIsRefused() {
        var owner = Person.registered();
        var thermostat = owner.pair("thermostat");
        var light = owner.pair("light");
        String id =
                create(owner, scene(above(thermostat, 25), turnOn(light)))
                        .extract()
                        .path("sceneId");
        var other = Person.registered();
        var own = other.pair("light");

        create(other, scene(above(thermostat, 25), turnOn(own))).statusCode(404);
        create(owner, scene(above(thermostat, 25), turnOn(own))).statusCode(404);
        var place =
                Map.<String, Object>of(
                        "kind", "GEOFENCE", "geofenceId", UUID.randomUUID(), "event", "EXIT");
        create(owner, scene(place, turnOn(light))).statusCode(404);
        create(owner, scene(above(light, 25), turnOn(light)))
                .statusCode(422)
                .body("type", equalTo("urn:problem:unknown-reading"));
        create(owner, scene(above(thermostat, 25), turnOn(thermostat)))
                .statusCode(422)
                .body("type", equalTo("urn:problem:unknown-command"));
        other.app().get(PATH).then().body("items", empty());
        other.app().get(PATH + "/{id}", id).then().statusCode(404);
        other.app().get(PATH + "/{id}/runs", id).then().statusCode(404);
        other.app().delete(PATH + "/{id}", id).then().statusCode(404);
        given().get(PATH).then().statusCode(401);
    }

    @Test
    @Tag("RI-4")
    void underRestrictionScenesAreSeenAndForgottenAndNothingElse() {
        var person = Person.registered();
        var thermostat = person.pair("thermostat");
        var scene = scene(above(thermostat, 25), turnOn(person.pair("light")));
        String id = create(person, scene).extract().path("sceneId");
        Bus.publish(Restrictions.everything(person.id(), 1));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !subjects.live(person.id()).restrictions().isEmpty());

        create(person, scene).statusCode(423);
        person.app().body(scene).put(PATH + "/{id}", id).then().statusCode(423);
        person.app().get(PATH + "/{id}", id).then().statusCode(200);
        person.app().get(PATH + "/{id}/runs", id).then().statusCode(200);
        person.app().get(PATH).then().body("items", hasSize(1));
        person.app().delete(PATH + "/{id}", id).then().statusCode(204);
    }

    @Test
    @Tag("SE-4")
    @Tag("RI-3")
    void aSceneIsCiphertextAndGoesWithThePerson() {
        var person = Person.registered();
        var speaker = person.pair("smart-speaker");
        var thermostat = person.pair("thermostat");
        var say = Map.of("name", "say", "arguments", Map.of("text", "canary-of-a-scene"));
        var scene = scene(above(thermostat, 25), Map.of("deviceId", speaker.id(), "command", say));
        create(person, with(scene, "name", "canary-of-a-name")).statusCode(201);
        thermostat
                .post(
                        Map.of(
                                "at",
                                Person.clock().instant().toString(),
                                "type",
                                "temperature",
                                "value",
                                30))
                .statusCode(202);
        assertThat(person.rows("scene_run")).isEqualTo(1);

        assertThat(CanarySearch.find(Person.database(), "canary-of-a-scene")).isEmpty();
        assertThat(CanarySearch.find(Person.database(), "canary-of-a-name")).isEmpty();
        person.erase();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> person.rows("scene") + person.rows("scene_run") == 0);
    }
}
