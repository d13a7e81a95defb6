package com.bestqi.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.endtoend.client.Answer;
import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.client.Login;
import com.bestqi.endtoend.story.Patience;
import com.bestqi.endtoend.story.Resident;
import com.bestqi.localstack.Secrets;
import java.io.ByteArrayInputStream;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Another controller hands a person's request in, as a client of the real Keycloak. */
@ExtendWith(Suite.Extension.class)
class OpenDsrEndToEndTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String REQUESTS = "/v1/opendsr/requests";

    private final Suite suite;

    OpenDsrEndToEndTest(Suite suite) {
        this.suite = suite;
    }

    private ApiClient controller() {
        var secret = Secrets.in(suite.addresses().dataDir()).password("client.example-controller");
        return suite.anyone().as(new Login(suite.addresses()).client("example-controller", secret));
    }

    private static Map<String, Object> opening(String id, String type, String email) {
        return Map.of(
                "subject_request_id",
                id,
                "subject_request_type",
                type,
                "submitted_time",
                "2026-10-02T15:00:00Z",
                "subject_identities",
                List.of(
                        Map.of(
                                "identity_type", "email",
                                "identity_format", "raw",
                                "identity_value", email)));
    }

    private boolean signed(Answer answer) throws Exception {
        var pem = suite.anyone().get("/v1/opendsr/certificate").expect(200).body();
        var check = Signature.getInstance("SHA256withECDSA");
        check.initVerify(
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(UTF_8))));
        check.update(answer.body().getBytes(UTF_8));
        return check.verify(Base64.getDecoder().decode(answer.header("x-opendsr-signature")));
    }

    private static String caseOf(Resident who) {
        return Patience.until(
                        LONG,
                        () -> who.api().get("/v1/requests").expect(200),
                        answer -> !answer.json().path("items").isEmpty())
                .text("/items/0/requestId");
    }

    @Test
    @Tag("RI-9")
    @Tag("RI-10")
    void theControllerAsksThePersonConfirmsAndTheCopyIsThePersons() throws Exception {
        var nora = suite.settled("Nora");
        var id = UUID.randomUUID().toString();
        var controller = controller();

        assertThat(signed(suite.anyone().get("/v1/opendsr/discovery").expect(200))).isTrue();
        var answer =
                controller.post(REQUESTS, opening(id, "access", nora.person().email())).expect(201);

        assertThat(signed(answer)).isTrue();
        assertThat(controller.get(REQUESTS + "/" + id).expect(200).text("/request_status"))
                .isEqualTo("pending");
        var requestId = caseOf(nora);
        var code = RightsEndToEndTest.code(nora, requestId);
        nora.api()
                .post("/v1/requests/" + requestId + "/verification", Map.of("code", code))
                .expect(200);
        RightsEndToEndTest.awaitState(nora, requestId, "COMPLETED");
        var told =
                Patience.until(
                        LONG,
                        () -> controller.get(REQUESTS + "/" + id).expect(200),
                        seen -> seen.text("/request_status").equals("completed"));
        assertThat(signed(told)).isTrue();
        assertThat(told.body()).doesNotContain(nora.person().email(), nora.accountId().toString());
        assertThat(RightsEndToEndTest.copy(suite, nora, requestId)).containsKey("index.html");
        controller.delete(REQUESTS + "/" + id).expectProblem(409, "conflict");
    }

    @Test
    @Tag("SE-1")
    void keycloakDecidesWhoMayHandIn() {
        var path = REQUESTS + "/" + UUID.randomUUID();
        controller().get(path).expectProblem(404, "not-found");
        var secret = Secrets.in(suite.addresses().dataDir()).password("client.device-service");
        suite.anyone()
                .as(new Login(suite.addresses()).client("device-service", secret))
                .get(path)
                .expectProblem(403, "forbidden");
        var permissions = new Permissions(suite);
        var taken = controller();
        permissions.decide("view opendsr", List.of("privacy officers"));
        try {
            taken.get(path).expectProblem(403, "forbidden");
        } finally {
            permissions.decide("view opendsr", List.of("other controllers"));
        }
        controller().get(path).expectProblem(404, "not-found");
    }
}
