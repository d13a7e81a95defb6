package com.bestqi.notification.push;

import static com.bestqi.notification.Persons.patiently;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.bestqi.notification.Doubles;
import com.bestqi.notification.Mails;
import com.bestqi.notification.Persons;
import com.bestqi.notification.ServiceTest;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.MessageRequested;
import com.bestqi.platform.test.Bus;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.jose4j.json.JsonUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals to phones, to providers that answer as the real ones do. */
@ServiceTest
@Tag("PM-6")
class PushTest {
    private static final String AT = "2026-11-23T12:00:00Z";

    @Inject Database database;

    @BeforeEach
    void everyProviderIsRegistered() {
        new Register(database).complete();
    }

    private static void alert(Persons person) {
        Bus.publish(
                new MessageRequested(
                        person.accountId(),
                        UUID.randomUUID(),
                        "device-alert",
                        Map.of(
                                "deviceId",
                                UUID.randomUUID().toString(),
                                "deviceType",
                                "door-lock",
                                "reading",
                                "tamper",
                                "at",
                                AT),
                        Instant.now()));
    }

    private static UUID register(Persons person, String provider, String token) {
        var installationId = UUID.randomUUID();
        person.calls()
                .body(Map.of("provider", provider, "token", token))
                .put("/v1/push-endpoints/" + installationId)
                .then()
                .statusCode(200)
                .body("provider", equalTo(provider))
                .body("installationId", equalTo(installationId.toString()))
                .body(not(containsString(token)));
        return installationId;
    }

    private int endpoints(Persons person) {
        return database.first(
                        "SELECT count(*) AS n FROM push_endpoint WHERE account_id = ?",
                        row -> row.getInt("n"),
                        person.accountId())
                .orElseThrow();
    }

    private String pushState(Persons person) {
        return database.first(
                        "SELECT state FROM message WHERE account_id = ? AND channel = 'PUSH'",
                        row -> row.getString("state"),
                        person.accountId())
                .orElse("none");
    }

    private static String token() {
        return "token" + UUID.randomUUID().toString().replace("-", "");
    }

    private static String hexToken() {
        return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
    }

    @Test
    void anAlarmReachesInboxMailAndPhone() {
        var person = Persons.notifiable("de");
        var token = token();
        register(person, "FCM", token);

        alert(person);

        patiently().until(() -> Doubles.pushed(token).size() == 1);
        var push = Doubles.pushed(token).getFirst();
        assertThat(push.path()).isEqualTo("/push/v1/projects/bestqi-test/messages:send");
        assertThat(push.headers()).containsEntry("authorization", "Bearer of-the-provider");
        assertThat(push.text())
                .contains("In Ihrem Posteingang ist etwas Neues.", "ALERT", "HIGH")
                .doesNotContain("tamper", "door-lock", person.accountId().toString());
        patiently().until(() -> Mails.to(person.email()).size() == 2);
        assertThat(Mails.to(person.email()).getLast().subject())
                .isEqualTo("Eines Ihrer Geräte hat Alarm ausgelöst");
        person.calls()
                .get("/v1/notifications")
                .then()
                .body("items[0].kind", equalTo("ALERT"))
                .body("items[0].body", containsString("tamper"));
        patiently().until(() -> pushState(person).equals("SENT"));
    }

    @Test
    void apnsIsSentASignedSignalWithoutContent() throws Exception {
        var person = Persons.notifiable("en");
        var token = hexToken();
        register(person, "APNS", token);

        alert(person);

        patiently().until(() -> Doubles.pushed(token).size() == 1);
        var push = Doubles.pushed(token).getFirst();
        assertThat(push.path()).isEqualTo("/push/3/device/" + token);
        assertThat(push.headers())
                .containsEntry("apns-topic", "com.bestqi.app")
                .containsEntry("apns-push-type", "alert")
                .containsEntry("apns-priority", "10");
        assertThat(push.text()).contains("something new").doesNotContain("tamper");
        var bearer = push.headers().get("authorization");
        var head =
                new String(
                        Base64.getUrlDecoder()
                                .decode(bearer.substring("bearer ".length()).split("\\.")[0]),
                        StandardCharsets.UTF_8);
        assertThat(JsonUtil.parseJson(head))
                .containsEntry("alg", "ES256")
                .containsEntry("kid", "KEY1");
    }

    @Test
    void aBrowserAloneCanReadWhatItIsSent() throws Exception {
        var person = Persons.notifiable("fr");
        var browser = new Browser();
        var path = "/push/web/" + UUID.randomUUID();
        register(
                person,
                "WEBPUSH",
                browser.subscription(System.getProperty("bestqi.double.url") + path));

        alert(person);

        patiently().until(() -> Doubles.pushed(path).size() == 1);
        var push = Doubles.pushed(path).getFirst();
        assertThat(push.headers())
                .containsEntry("content-encoding", "aes128gcm")
                .containsEntry("urgency", "high")
                .containsEntry("ttl", "86400");
        assertThat(push.headers().get("authorization")).matches("vapid t=[^ ]+, k=[^ ]+");
        assertThat(browser.read(push.body())).contains("boîte de réception", "ALERT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FCM  | 404 -"
                        + " {\"error\":{\"status\":\"NOT_FOUND\",\"details\":[{\"errorCode\":\"UNREGISTERED\"}]}}",
                "FCM  | 403 - {\"error\":{\"details\":[{\"errorCode\":\"SENDER_ID_MISMATCH\"}]}}",
                "APNS | 410 - {\"reason\":\"Unregistered\"}",
                "APNS | 400 - {\"reason\":\"BadDeviceToken\"}"
            })
    @Tag("F13")
    void anInstallationThatIsGoneIsForgotten(String provider, String answer) {
        var person = Persons.notifiable("en");
        var token = provider.equals("FCM") ? token() : hexToken();
        Doubles.pushAnswer(token, answer);
        register(person, provider, token);

        alert(person);

        patiently().until(() -> endpoints(person) == 0);
        patiently().until(() -> pushState(person).equals("SENT"));
        assertThat(Doubles.pushed(token)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FCM  | 429 1 {\"error\":{\"status\":\"RESOURCE_EXHAUSTED\"}}",
                "FCM  | 503 1 <html>",
                "APNS | 429 1 {\"reason\":\"TooManyRequests\"}",
                "APNS | 503 1 {\"reason\":\"ServiceUnavailable\"}"
            })
    @Tag("F13")
    void aProviderThatWantsAPauseGetsItAndThenTheSignal(String provider, String answer) {
        var person = Persons.notifiable("en");
        var token = provider.equals("FCM") ? token() : hexToken();
        Doubles.pushAnswer(token, answer);
        register(person, provider, token);
        alert(person);
        patiently().until(() -> !Doubles.pushed(token).isEmpty());

        Doubles.pushAnswer(token, "200 - {}");

        patiently().until(() -> pushState(person).equals("SENT"));
        assertThat(endpoints(person)).isEqualTo(1);
        assertThat(Doubles.pushed(token)).hasSizeLessThan(5);
    }

    @Test
    @Tag("F13")
    void whatAProviderRefusesIsADeadLetter() {
        var person = Persons.notifiable("en");
        var token = token();
        Doubles.pushAnswer(token, "400 - {\"error\":{\"status\":\"INVALID_ARGUMENT\"}}");
        register(person, "FCM", token);

        alert(person);

        patiently().until(() -> pushState(person).equals("REFUSED"));
        assertThat(endpoints(person)).isEqualTo(1);
    }

    @Test
    void withTheSwitchOffNoPhoneIsKnownAndNothingIsSent() {
        var person = Persons.notifiable("en");
        var token = token();
        register(person, "FCM", token);

        person.choose(2);

        patiently().until(() -> endpoints(person) == 0);
        person.calls()
                .body(Map.of("provider", "FCM", "token", token))
                .put("/v1/push-endpoints/" + UUID.randomUUID())
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:problem:consent-required"))
                .body("key", equalTo("notifications"));
        int mails = Mails.to(person.email()).size();
        alert(person);
        var fence = Persons.notifiable("en");
        register(fence, "FCM", token());
        alert(fence);
        patiently().until(() -> pushState(fence).equals("SENT"));
        assertThat(Doubles.pushed(token)).isEmpty();
        assertThat(Mails.to(person.email())).hasSize(mails);
        assertThat(person.inboxSize()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "{\"provider\":\"FCM\"}",
                "{\"provider\":\"SMS\",\"token\":\"0123456789012345678901234567890\"}",
                "{\"provider\":\"FCM\",\"token\":\"short\"}",
                "{\"provider\":\"FCM\",\"token\":\"with spaces and <b>html</b> in it\"}",
                "{\"provider\":\"FCM\",\"token\":\"0123456789012345678901234567890\\r\\nX: y\"}",
                "{\"provider\":\"APNS\",\"token\":\"../../3/device/0123456789012345678901234567890123456789\"}",
                "{\"provider\":\"WEBPUSH\",\"token\":\"https://push.example/1\"}",
                "{\"provider\":\"WEBPUSH\",\"token\":\"{\\\"endpoint\\\":\\\"https://push.example/1\\\"}\"}"
            })
    void tokensThatAreNoneAreRefused(String body) {
        var person = Persons.notifiable("en");

        person.calls()
                .body(body)
                .put("/v1/push-endpoints/" + UUID.randomUUID())
                .then()
                .statusCode(400);

        assertThat(endpoints(person)).isZero();
    }

    /** Else anybody could have this service call what only it can reach (SSRF). */
    @ParameterizedTest
    @CsvSource({
        "http://localhost:1/internal/mails, 400",
        "https://evil.example/push, 400",
        "https://user@a.push.example/1, 400",
        "http://a.push.example/1, 400",
        "https://a.push.example.evil.example/1, 400",
        "https://a.push.example/1, 200"
    })
    void aBrowserIsPushedToWherePushServicesAreAlone(String endpoint, int status) throws Exception {
        var person = Persons.notifiable("en");

        person.calls()
                .body(Map.of("provider", "WEBPUSH", "token", new Browser().subscription(endpoint)))
                .put("/v1/push-endpoints/" + UUID.randomUUID())
                .then()
                .statusCode(status);
    }

    @Test
    void anEndpointIsItsOwnersToDelete() {
        var person = Persons.notifiable("en");
        var installationId = register(person, "FCM", token());

        Persons.welcomed()
                .calls()
                .delete("/v1/push-endpoints/" + installationId)
                .then()
                .statusCode(404);
        given().delete("/v1/push-endpoints/" + installationId).then().statusCode(401);
        person.calls().delete("/v1/push-endpoints/" + installationId).then().statusCode(204);
        person.calls().delete("/v1/push-endpoints/" + installationId).then().statusCode(404);
    }

    @Test
    void theHealthPageSaysWhichProvidersAreOn() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'push' }.data.fcm", equalTo("on"));
    }
}
