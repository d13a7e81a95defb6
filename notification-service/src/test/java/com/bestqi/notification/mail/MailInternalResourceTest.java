package com.bestqi.notification.mail;

import static com.bestqi.notification.Persons.patiently;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.bestqi.notification.Doubles;
import com.bestqi.notification.Mails;
import com.bestqi.notification.ServiceTest;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.test.CanarySearch;
import com.bestqi.platform.test.Tokens;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ServiceTest
@Tag("AC-5")
class MailInternalResourceTest {
    private static final String CERTIFICATE = "eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl";

    @Inject Database database;

    @Test
    void theCertificateGoesOutAtOnceAndNothingIsKept() throws Exception {
        var to = address();
        var requestId = UUID.randomUUID();
        var statusUrl = "http://localhost:8080/v1/erasures/" + requestId + "?token=abc.def";

        send(order(to, requestId, statusUrl)).statusCode(202);

        var mail = received(to);
        assertThat(mail.subject()).isEqualTo("Ihre Daten sind gelöscht");
        assertThat(mail.messageId())
                .isEqualTo("<erasure-certificate." + requestId + "@bestqi.example>");
        assertThat(mail.text())
                .contains(requestId.toString())
                .contains(statusUrl)
                .contains("Bescheinigung");
        assertThat(mail.html()).contains(statusUrl).contains("lang=\"de\"");
        assertThat(mail.parts().get("application/jwt").strip()).isEqualTo(CERTIFICATE);
        assertThat(mail.raw()).contains("certificate.jwt");
        for (var canary : new String[] {to, CERTIFICATE}) {
            assertThat(CanarySearch.find(database, canary)).isEmpty();
        }
        assertThat(CanarySearch.find(database, requestId.toString()))
                .as("the audit names the request, and nothing else does")
                .isSubsetOf("audit_entry.object", "audit_pending.object");
        assertThat(Files.readString(Doubles.LOG)).doesNotContain(to);
    }

    @Test
    void nothingIsSentToAnAddressThatCannotExist() {
        var nobody = "canary-" + UUID.randomUUID() + "@synthetic.invalid";
        var somebody = address();

        send(order(nobody, UUID.randomUUID(), null)).statusCode(202);
        send(order(somebody, UUID.randomUUID(), null)).statusCode(202);

        received(somebody);
        assertThat(Mails.to(nobody)).isEmpty();
    }

    @Test
    void aRepetitionIsRecognisable() {
        var to = address();
        var order = order(to, UUID.randomUUID(), null);

        send(order).statusCode(202);
        send(order).statusCode(202);

        patiently().until(() -> Mails.to(to).size() == 2);
        assertThat(Mails.to(to))
                .extracting(Mails.Received::messageId)
                .containsOnly(received(to).messageId());
    }

    @ParameterizedTest
    @CsvSource({
        "en, complete, Your data is erased",
        "fr, partial, Vos données sont effacées en partie",
        "es-MX, failed, Sus datos no se pudieron suprimir",
        "zh-Hans, complete, 您的信息已删除",
        "sw, partial, Your data is erased in part"
    })
    void itIsWrittenInThePersonsLanguage(String language, String result, String subject) {
        var to = address();
        var order = order(to, UUID.randomUUID(), null).put("language", language);
        order.getJsonObject("parameters").put("result", result);
        order.remove("attachment");

        send(order).statusCode(202);

        var mail = received(to);
        assertThat(mail.subject()).isEqualTo(subject);
        assertThat(mail.text()).doesNotContain("certificate is signed");
    }

    @Test
    @Tag("RI-9")
    void aCodeGoesOutAtOnceAndLiesNowhere() throws Exception {
        var to = address();
        var requestId = UUID.randomUUID();
        var order = order(to, requestId, null).put("template", "verification-code");
        order.remove("attachment");
        order.getJsonObject("parameters").remove("result");

        send(order).statusCode(400);
        order.getJsonObject("parameters").put("code", "12345x");
        send(order).statusCode(400);
        order.getJsonObject("parameters").put("code", "493817");
        send(order).statusCode(202);

        var mail = received(to);
        assertThat(mail.subject()).isEqualTo("Ihr Code");
        assertThat(mail.text()).contains("493817").contains(requestId.toString());
        assertThat(CanarySearch.find(database, "493817")).isEmpty();
        assertThat(Files.readString(Doubles.LOG)).doesNotContain("493817");
    }

    @Test
    void onlyServicesMaySend() {
        var order = order(address(), UUID.randomUUID(), null).encode();

        given().contentType("application/json")
                .body(order)
                .post("/internal/mails")
                .then()
                .statusCode(401);
        for (var token :
                new String[] {Tokens.user(UUID.randomUUID()), Tokens.staff("privacy-officer")}) {
            given().auth()
                    .oauth2(token)
                    .contentType("application/json")
                    .body(order)
                    .post("/internal/mails")
                    .then()
                    .statusCode(403);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "to, nobody",
        "to, 'a@b.example\r\nBcc: c@d.example'",
        "to, 'a@b.example, c@d.example'",
        "to, '<a@b.example>'",
        "to, ''",
        "language, 'de_DE'",
        "language, 'de\r\nBcc: x'",
        "template, newsletter",
        "parameters.result, perfect",
        "parameters.requestId, 12",
        "parameters.statusUrl, 'javascript:alert(1)'",
        "parameters.statusUrl, 'http://x.example/\r\nBcc: a@b.example'",
        "attachment.fileName, '../x'",
        "attachment.fileName, 'a.jwt\r\nX-Evil: 1'",
        "attachment.contentType, 'text/html; charset=\"x\"\r\nX-Evil: 1'",
        "attachment.base64, '***'",
        "subject, surprise",
        "parameters.name, '<b>'"
    })
    void brokenOrdersAreRefusedAndNothingIsSent(String field, String value) {
        var to = address();
        var order = order(to, UUID.randomUUID(), "http://x.example/a");
        int dot = field.indexOf('.');
        if (dot < 0) {
            order.put(field, value);
        } else {
            order.getJsonObject(field.substring(0, dot)).put(field.substring(dot + 1), value);
        }

        send(order).statusCode(400).contentType("application/problem+json");

        assertThat(Mails.to(to)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"to", "language", "template", "parameters"})
    void nothingMayBeMissing(String field) {
        var order = order(address(), UUID.randomUUID(), null);
        order.remove(field);

        send(order).statusCode(400);
    }

    @Test
    void withoutAMailServerItSaysSo() {
        var to = address();
        Doubles.mailServer("stop");
        try {
            send(order(to, UUID.randomUUID(), null))
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("type", equalTo("urn:problem:unavailable"));
        } finally {
            Doubles.mailServer("start");
        }

        send(order(to, UUID.randomUUID(), null)).statusCode(202);
        assertThat(received(to).subject()).isNotEmpty();
    }

    private static String address() {
        return "mail-" + UUID.randomUUID() + "@mail.example";
    }

    private static Mails.Received received(String to) {
        patiently().until(() -> !Mails.to(to).isEmpty());
        return Mails.to(to).getFirst();
    }

    private static JsonObject order(String to, UUID requestId, String statusUrl) {
        var parameters =
                new JsonObject().put("requestId", requestId.toString()).put("result", "complete");
        if (statusUrl != null) {
            parameters.put("statusUrl", statusUrl);
        }
        return new JsonObject()
                .put("to", to)
                .put("language", "de-CH")
                .put("template", "erasure-certificate")
                .put("parameters", parameters)
                .put(
                        "attachment",
                        new JsonObject()
                                .put("fileName", "certificate.jwt")
                                .put("contentType", "application/jwt")
                                .put(
                                        "base64",
                                        Base64.getEncoder()
                                                .encodeToString(CERTIFICATE.getBytes(UTF_8))));
    }

    private static ValidatableResponse send(JsonObject order) {
        return given().auth()
                .oauth2(Tokens.service())
                .contentType("application/json")
                .body(order.encode())
                .post("/internal/mails")
                .then();
    }
}
