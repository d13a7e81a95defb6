package com.bestqi.dsr.feedback;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.bestqi.dsr.Doubles;
import com.bestqi.dsr.request.Person;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("PU-4a")
class DiagnosisTest {
    private static final UUID AGENT = UUID.randomUUID();
    private static final String READINGS =
            "[{\"at\":\"2026-11-22T10:00:00Z\",\"type\":\"temperature\",\"value\":99.5}]";

    private static RequestSpecification staff(String role) {
        return given().auth().oauth2(Tokens.staff(AGENT, role)).contentType(ContentType.JSON);
    }

    private static String report(Person person, String kind, UUID deviceId) {
        var words =
                "{\"email\": \"a@b.org\", \"content\": \"it hums\", \"kind\": \"%s\"%s}"
                        .formatted(
                                kind,
                                deviceId == null ? "" : ", \"deviceId\": \"" + deviceId + "\"");
        return given().auth()
                .oauth2(Tokens.user(person.id()))
                .multiPart("feedback", "", words.getBytes(UTF_8), "application/json")
                .post("/v1/feedback")
                .then()
                .statusCode(201)
                .extract()
                .path("feedbackId");
    }

    private static String path(String feedbackId) {
        return "/v1/admin/feedback/" + feedbackId + "/diagnosis";
    }

    @Test
    @Tag("SE-3")
    void theDevicesDataIsReadWhileTheReportIsOpenAndThatIsAudited() {
        var person = Person.registered();
        var deviceId = UUID.randomUUID();
        var feedbackId = report(person, "DEVICE_PROBLEM", deviceId);
        Doubles.diagnosis(person.id(), READINGS);

        staff("support-agent")
                .get(path(feedbackId))
                .then()
                .statusCode(200)
                .body("deviceId", equalTo(deviceId.toString()))
                .body("device.deviceType", equalTo(deviceId.toString()))
                .body("device.readings[0].value", equalTo(99.5f));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        staff("privacy-officer")
                                .get("/v1/admin/audit?accountId=" + person.id())
                                .then()
                                .body(
                                        "items.action",
                                        hasItem("GET /v1/admin/feedback/{id}/diagnosis"))
                                .body("items.actor", hasItem(AGENT.toString())));
        staff("support-agent")
                .body(Map.of("text", "Keep it dry."))
                .post("/v1/admin/feedback/" + feedbackId + "/answers")
                .then()
                .statusCode(200);
        Doubles.diagnosis(person.id(), READINGS);
        staff("support-agent")
                .get(path(feedbackId))
                .then()
                .statusCode(409)
                .body("detail", not(containsString("99.5")));
    }

    @Test
    void nothingElseIsAGroundToLook() {
        var person = Person.registered();

        for (var feedbackId :
                new String[] {
                    report(person, "QUESTION", UUID.randomUUID()),
                    report(person, "DEVICE_PROBLEM", null),
                }) {
            staff("support-agent").get(path(feedbackId)).then().statusCode(409);
        }
        staff("support-agent").get(path(UUID.randomUUID().toString())).then().statusCode(404);
    }

    @Test
    @Tag("RI-4")
    @Tag("F12")
    void whatDeviceServiceRefusesIsRefused() {
        var person = Person.registered();
        var feedbackId = report(person, "DEVICE_PROBLEM", UUID.randomUUID());
        var answers = Map.of("404", 404, "423", 423, "410", 410, "500", 503, "401", 503);

        answers.forEach((said, status) -> {
            Doubles.diagnosis(person.id(), said);
            staff("support-agent").get(path(feedbackId)).then().statusCode(status);
        });
    }

    @Test
    @Tag("SE-1")
    void itIsForStaffAlone() {
        var person = Person.registered();
        var feedbackId = report(person, "DEVICE_PROBLEM", UUID.randomUUID());

        given().get(path(feedbackId)).then().statusCode(401);
        person.fresh().get(path(feedbackId)).then().statusCode(403);
        staff("auditor").get(path(feedbackId)).then().statusCode(403);
    }
}
