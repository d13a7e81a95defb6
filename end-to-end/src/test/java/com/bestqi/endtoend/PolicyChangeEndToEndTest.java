package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.endtoend.client.Answer;
import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.client.Login;
import com.bestqi.endtoend.story.Person;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The policy changes while the suite runs, with the real Keycloak deciding who may change it. */
@ExtendWith(Suite.Extension.class)
@Tag("PO-1")
class PolicyChangeEndToEndTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PATH = "/v1/admin/policies";

    private final Suite suite;

    PolicyChangeEndToEndTest(Suite suite) {
        this.suite = suite;
    }

    private ApiClient staff(String name) {
        return suite.anyone().as(new Login(suite.addresses()).direct(name, name));
    }

    /** The version in force under another name, as an editor would begin. */
    private String draft(String version, String... changedPurposes) {
        var draft = JsonNodeFactory.instance.objectNode();
        draft.put("version", version).put("material", true);
        var purposes = draft.putArray("changedPurposes");
        List.of(changedPurposes).forEach(purposes::add);
        for (var language : List.of("en", "de", "es", "fr", "zh")) {
            var policy =
                    suite.anyone().get("/v1/policies/1.0?language=" + language).expect(200).json();
            draft.set("contact", policy.path("contact"));
            var sections = draft.withArray("sections");
            for (int i = 0; i < policy.path("sections").size(); i++) {
                var section = policy.path("sections").get(i);
                if (sections.size() <= i) {
                    sections.addObject().set("id", section.path("id"));
                }
                var drafted = (ObjectNode) sections.get(i);
                drafted.set("clauses", section.path("clauses"));
                drafted.withObject("/title").set(language, section.path("title"));
                drafted.withObject("/text").set(language, section.path("text"));
            }
        }
        return draft.toString();
    }

    private Answer announce(ApiClient editor, String version, Duration in) {
        return editor.post(
                PATH + "/" + version + "/announcement",
                Map.of("inForceAt", Instant.now().plus(in).toString()));
    }

    @Test
    @Tag("PU-6")
    @Tag("AC-2")
    @Tag("AC-3")
    @Tag("F2")
    void aVersionComesIntoForceByTwoEditorsWhenEverybodyWasTold() throws IOException {
        var resident = suite.settled("Nora");
        resident.switchOn(List.of("analytics"));
        var editor = staff("editor");
        var editor2 = staff("editor2");
        var version = "2-" + UUID.randomUUID();
        var draft = draft(version, "PU-4b");
        for (var name : List.of("support", "officer", "auditor")) {
            staff(name).post(PATH, draft).expectProblem(403, "forbidden");
        }
        resident.api().post(PATH, draft).expectProblem(403, "forbidden");
        editor.post(PATH, draft).expect(201);
        suite.anyone().get("/v1/policies/" + version).expectProblem(404, "not-found");
        announce(editor, version, Duration.ofDays(1)).expectProblem(403, "four-eyes");
        announce(editor2, version, Duration.ofMillis(300)).expectProblem(422, "notice-too-short");
        editor2.post(PATH + "/" + version + "/activation", Map.of()).expectProblem(409, "conflict");

        // In the middle of the telling, with notices written and not committed.
        var marker = suite.dieAt("notification", "addAll");
        announce(editor2, version, Duration.ofSeconds(4)).expect(200);
        var refused =
                editor2.post(PATH + "/" + version + "/activation", Map.of())
                        .expectProblem(409, "notice-incomplete")
                        .json();
        assertThat(refused.path("reached").asLong() + refused.path("missing").asLong())
                .isPositive();
        var newcomer = suite.newcomer("Nils");
        await().atMost(SOON).until(() -> !Files.exists(marker));
        suite.stack().awaitReady("notification", SOON);

        await().atMost(SOON)
                .until(() ->
                        suite.anyone()
                                .get("/v1/policies/current")
                                .text("/version")
                                .equals(version));

        await().atMost(SOON).until(() -> toldOtherThanOnce(version) == 0);
        for (var person : List.of(resident, newcomer)) {
            var inbox =
                    person.api()
                            .send(
                                    "GET",
                                    "/v1/notifications",
                                    null,
                                    "",
                                    Map.of("Accept-Language", "de"))
                            .expect(200);
            assertThat(inbox.body()).contains("Unsere Datenschutzerklärung ändert sich", version);
        }
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(resident.api().get("/v1/consents/history").body())
                                .contains("policy-change"));
        resident.api()
                .get("/v1/policies/" + version + "/acceptance")
                .expectProblem(404, "not-found");
        resident.api().post("/v1/policies/" + version + "/objection", Map.of()).expect(200);
        var latecomer = Person.called("Olga");
        await().atMost(SOON)
                .until(() ->
                        suite.anyone()
                                        .post("/v1/accounts", latecomer.registration("1.0"))
                                        .status()
                                == 422);
        suite.anyone().post("/v1/accounts", latecomer.registration(version)).expect(201);
    }

    private long toldOtherThanOnce(String version) {
        return suite.databases()
                .number(
                        "notification",
                        "SELECT count(*) FROM data_subject s WHERE s.state = 'LIVE' AND ("
                                + "SELECT count(*) FROM notification n JOIN announcement a"
                                + " USING (announcement_id) WHERE n.account_id = s.account_id"
                                + " AND a.policy_version = ?) <> 1",
                        version);
    }

    @Test
    @Tag("SE-1")
    void whatAnAdminTakesAwayInKeycloakIsGoneAtOnceForTokensGivenOutBefore() {
        var editor = staff("editor");
        var editor2 = staff("editor2");
        var keycloak = new Permissions(suite);
        var version = "3-" + UUID.randomUUID();
        editor.post(PATH, draft(version)).expect(201);

        keycloak.decide("edit policies", List.of("auditors"));
        try {
            editor.post(PATH, draft("4-" + UUID.randomUUID())).expectProblem(403, "forbidden");
            editor.get(PATH + "/" + version).expect(200);
        } finally {
            keycloak.decide("edit policies", List.of("policy editors"));
        }
        editor.post(PATH, draft("4-" + UUID.randomUUID())).expect(201);

        editor2.get(PATH + "/" + version).expect(200);
        keycloak.role("editor2", "policy-editor", false);
        try {
            editor2.get(PATH + "/" + version).expectProblem(403, "forbidden");
        } finally {
            keycloak.role("editor2", "policy-editor", true);
        }
        editor2.get(PATH + "/" + version).expect(200);
    }
}
