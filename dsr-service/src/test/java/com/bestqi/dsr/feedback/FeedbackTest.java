package com.bestqi.dsr.feedback;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import com.bestqi.dsr.Doubles;
import com.bestqi.dsr.request.Person;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("FB-1")
class FeedbackTest {
    private static final String WORDS =
            "{\"email\": \"canary@example.org\", \"content\": \"canary: it hums\","
                    + " \"kind\": \"DEVICE_PROBLEM\"}";

    private final Database database;

    FeedbackTest(Database database) {
        this.database = database;
    }

    private static RequestSpecification upload(Person person) {
        return given().auth().oauth2(Tokens.user(person.id()));
    }

    private static ValidatableResponse give(Person person, String words, byte[]... photos) {
        var call =
                upload(person).multiPart("feedback", "", words.getBytes(UTF_8), "application/json");
        for (var photo : photos) {
            call = call.multiPart("photo", "../../etc/passwd", photo, "text/plain");
        }
        return call.post("/v1/feedback").then();
    }

    private static Person withPhotos() {
        var person = Person.registered();
        Bus.publish(
                new ConsentState(
                        person.id(),
                        1,
                        Map.of("photo-album", Instant.now().minusSeconds(9)),
                        Instant.now()));
        await().until(() -> give(person, WORDS, picture("png")).extract().statusCode() == 201);
        return person;
    }

    private static byte[] picture(String format) {
        try {
            var out = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), format, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] withExif(byte[] jpeg) {
        var exif = "Exif\0\0canary-place".getBytes(ISO_8859_1);
        var out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.write(0xff);
        out.write(0xe1);
        out.write(0);
        out.write(exif.length + 2);
        out.writeBytes(exif);
        out.write(jpeg, 2, jpeg.length - 2);
        out.writeBytes("canary behind the end".getBytes(ISO_8859_1));
        return out.toByteArray();
    }

    @Test
    void feedbackIsKeptAsCiphertextAndShown() {
        var person = Person.registered();

        String feedbackId =
                give(person, WORDS)
                        .statusCode(201)
                        .body("state", equalTo("OPEN"))
                        .body("kind", equalTo("DEVICE_PROBLEM"))
                        .extract()
                        .path("feedbackId");

        person.fresh()
                .get("/v1/feedback")
                .then()
                .body("items.content", contains("canary: it hums"))
                .body("items.email", contains("canary@example.org"));
        assertThat(
                        database.first(
                                "SELECT count(*) AS n FROM feedback WHERE feedback_id = ?"
                                        + " AND encode(content, 'escape') LIKE '%canary%'",
                                rows -> rows.getLong("n"), UUID.fromString(feedbackId)))
                .hasValue(0L);
        var other = Person.registered();
        other.fresh().get("/v1/feedback/" + feedbackId).then().statusCode(404);
        other.fresh().get("/v1/feedback").then().body("items", hasSize(0));
    }

    @Test
    @Tag("FB-2")
    @Tag("PM-4")
    void photosNeedTheirSwitchAndWordsDoNot() {
        var person = Person.registered();

        give(person, WORDS, picture("png"))
                .statusCode(403)
                .body("type", equalTo("urn:problem:consent-required"))
                .body("key", equalTo("photo-album"));
        give(person, WORDS).statusCode(201);
    }

    @Test
    @Tag("FB-2")
    void aPhotoLosesWhatTheCameraWroteBesideIt() {
        var person = withPhotos();

        var taken =
                give(person, WORDS, withExif(picture("jpeg")), picture("png"))
                        .statusCode(201)
                        .body("attachments.contentType", contains("image/jpeg", "image/png"))
                        .extract();

        var path =
                "/v1/feedback/"
                        + taken.path("feedbackId")
                        + "/attachments/"
                        + taken.path("attachments[0].attachmentId");
        var kept =
                person.fresh()
                        .get(path)
                        .then()
                        .statusCode(200)
                        .contentType("image/jpeg")
                        .header("Content-Disposition", "attachment")
                        .extract()
                        .asByteArray();
        assertThat(new String(kept, ISO_8859_1)).doesNotContain("canary");
        assertThat(kept).isEqualTo(picture("jpeg"));
        Person.registered().fresh().get(path).then().statusCode(404);
    }

    @Test
    @Tag("FB-2")
    void whatIsNoPhotoIsRefusedAndNothingIsKept() {
        var person = withPhotos();
        var png = picture("png");
        var damaged = png.clone();
        damaged[40] ^= 1;
        var cut = Arrays.copyOf(png, png.length - 8);
        var polyglot = "<html><script>/*".getBytes(UTF_8);

        for (var bad : List.of(damaged, cut, polyglot, new byte[0], "GIF89a".getBytes(UTF_8))) {
            give(person, WORDS, bad)
                    .statusCode(422)
                    .body("type", equalTo("urn:problem:unsupported-media"));
        }
        give(person, WORDS, png, png, png, png, png, png).statusCode(422);
        give(person, WORDS, new byte[10 * 1024 * 1024 + 1]).statusCode(413);

        person.fresh().get("/v1/feedback").then().body("items", hasSize(1));
    }

    @Test
    void whatIsNotWellFormedIsRefused() {
        var person = Person.registered();
        for (var bad :
                List.of(
                        "{}",
                        "null",
                        "[",
                        "{\"email\": \"a@b.org\", \"content\": \"c\"}",
                        "{\"email\": \"x\", \"content\": \"c\", \"kind\": \"QUESTION\"}",
                        "{\"email\": \"a@b.org\", \"content\": \"c\", \"kind\": \"RUMOUR\"}",
                        "{\"email\": \"a@b.org\", \"content\": 7, \"kind\": \"QUESTION\"}",
                        "{\"email\": \"a@b.org\", \"content\": \"c\", \"kind\": \"QUESTION\", \"x\": 1}")) {
            give(person, bad).statusCode(400);
        }
        upload(person).multiPart("other", "x").post("/v1/feedback").then().statusCode(422);
        for (var raw : List.of("", "--x\r\n", "--x\r\n\r\n\r\n--x--", "junk--x--")) {
            upload(person)
                    .contentType("multipart/form-data; boundary=x")
                    .body(raw.getBytes(UTF_8))
                    .post("/v1/feedback")
                    .then()
                    .statusCode(400);
        }
        upload(person)
                .contentType("application/json")
                .body(WORDS)
                .post("/v1/feedback")
                .then()
                .statusCode(415);

        person.fresh().get("/v1/feedback").then().body("items", hasSize(0));
    }

    @Test
    void theSameKeyIsTheSameFeedback() {
        var person = Person.registered();
        var key = UUID.randomUUID().toString();
        String first = null;
        for (int i = 0; i < 2; i++) {
            String id =
                    upload(person)
                            .header("Idempotency-Key", key)
                            .multiPart("feedback", "", WORDS.getBytes(UTF_8), "application/json")
                            .post("/v1/feedback")
                            .then()
                            .statusCode(201)
                            .extract()
                            .path("feedbackId");
            first = first == null ? id : first;
            assertThat(id).isEqualTo(first);
        }
        // The log-in has grown old meanwhile, which makes it no other feedback.
        given().auth()
                .oauth2(Tokens.staleUser(person.id()))
                .header("Idempotency-Key", key)
                .multiPart("feedback", "", WORDS.getBytes(UTF_8), "application/json")
                .post("/v1/feedback")
                .then()
                .statusCode(201)
                .body("feedbackId", equalTo(first));
        person.fresh().get("/v1/feedback").then().body("items", hasSize(1));
    }

    @Test
    void staffAnswerAndThePersonAsksOn() {
        var person = Person.registered();
        String feedbackId = give(person, WORDS).extract().path("feedbackId");
        var support =
                given().auth().oauth2(Tokens.staff("support-agent")).contentType(ContentType.JSON);
        var path = "/v1/admin/feedback/" + feedbackId;

        support.get("/v1/admin/feedback?limit=200").then().statusCode(200);
        support.body(Map.of("text", "canary answer"))
                .post(path + "/answers")
                .then()
                .statusCode(200);

        person.fresh()
                .get("/v1/feedback/" + feedbackId)
                .then()
                .body("state", equalTo("ANSWERED"))
                .body("messages.text", contains("canary answer"));
        person.fresh()
                .body(Map.of("text", "and now?"))
                .post("/v1/feedback/" + feedbackId + "/messages")
                .then()
                .statusCode(200)
                .body("state", equalTo("OPEN"))
                .body("messages.from", contains("STAFF", "PERSON"));
        given().auth().oauth2(Tokens.staff("auditor")).get(path).then().statusCode(403);
        person.fresh().get("/v1/admin/feedback").then().statusCode(403);
        given().get(path).then().statusCode(401);
    }

    @Test
    @Tag("RI-10")
    void aPrivacyRequestGoesTheWayOfAllRequests() {
        var person = Person.registered();
        String feedbackId =
                given().auth()
                        .oauth2(Tokens.staleUser(person.id()))
                        .multiPart(
                                "feedback",
                                "",
                                WORDS.replace("DEVICE_PROBLEM", "PRIVACY_REQUEST").getBytes(UTF_8),
                                "application/json")
                        .post("/v1/feedback")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("feedbackId");

        String requestId =
                given().auth()
                        .oauth2(Tokens.staff("privacy-officer"))
                        .contentType(ContentType.JSON)
                        .body(Map.of("type", "ACCESS"))
                        .post("/v1/admin/feedback/" + feedbackId + "/request")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("requestId");

        person.see(requestId).body("state", equalTo("VERIFYING"));
        person.stale()
                .body(Map.of("code", person.code(requestId)))
                .post("/v1/requests/" + requestId + "/verification")
                .then()
                .statusCode(200);
        person.reaches(requestId, "COMPLETED");
        person.fresh()
                .get("/v1/feedback")
                .then()
                .body("items.requestId", hasItem(requestId))
                .body("items.state", hasItem("CLOSED"));
    }
}
