package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.endtoend.story.Person;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SQL and HTML in every text: refused, or kept as the plain text that it is. */
@ExtendWith(Suite.Extension.class)
class HostileTextTest {
    private final Suite suite;

    HostileTextTest(Suite suite) {
        this.suite = suite;
    }

    static List<String> texts() {
        return List.of(
                "'; DROP TABLE account; --",
                "\" OR \"\"=\"",
                "<script>alert(document.cookie)</script>",
                "<img src=x onerror=alert(1)>",
                "${jndi:ldap://localhost/a} #{7*7} {{7*7}}",
                "%00 ../../etc/passwd \\u0000 %n%s",
                "\u202Egnp.exe \uD83D\uDE00 \u0627\u0644",
                "\uFEFFbom");
    }

    @ParameterizedTest
    @MethodSource("texts")
    @Tag("SE-3")
    void isKeptAsPlainTextOrRefused(String text) {
        var resident = suite.newcomer("Hal");
        resident.acceptPolicy();
        resident.switchOn(List.of("diagnostics", "camera"));
        var device = resident.pair("thermostat");
        var api = resident.api();

        api.patch("/v1/accounts/me", Map.of("nickname", text, "name", text)).expect(200);
        api.patch("/v1/devices/" + device.deviceId(), Map.of("name", text)).expect(200);

        assertThat(api.get("/v1/accounts/me").text("/nickname")).isEqualTo(text);
        assertThat(api.get("/v1/accounts/me").text("/name")).isEqualTo(text);
        assertThat(api.get("/v1/devices/" + device.deviceId()).text("/name")).isEqualTo(text);
        for (var answer :
                List.of(
                        api.put(
                                "/v1/phones/" + UUID.randomUUID(),
                                Map.of(
                                        "model", text,
                                        "os", "IOS",
                                        "osVersion", text,
                                        "appVersion", text,
                                        "softwareVersion", text,
                                        "language", "en",
                                        "network", Map.of("type", "NONE", "carrier", text))),
                        device.report(text, 1, 20),
                        device.say("temperature", text),
                        api.put("/v1/consents/camera", Map.of("granted", false, "notice", text)),
                        api.post("/v1/pairings", Map.of("method", "QR", "deviceType", text)))) {
            assertThat(answer.status()).as(answer.toString()).isBetween(200, 499);
            if (answer.status() >= 400) {
                Problems.assertProblem(answer);
            } else {
                Problems.assertHeaders(answer);
                assertThat(answer.header("content-type")).startsWith("application/json");
            }
        }
    }

    @Test
    @Tag("SE-3")
    void atRegistrationItIsKeptOrRefusedAndNeverMore() {
        var policy = suite.anyone().get("/v1/policies/current").expect(200).text("/version");
        for (var text : texts()) {
            for (var field : List.of("email", "username", "phone", "password", "countryCode")) {
                var form = Person.called("Eve").registration(policy);
                form.put(field, text);
                var answer = suite.anyone().post("/v1/accounts", form);
                if (answer.status() != 201) {
                    assertThat(answer.status()).as(field + ": " + answer).isEqualTo(400);
                    Problems.assertProblem(answer);
                } else {
                    assertThat(field).isEqualTo("password");
                }
            }
        }
    }
}
