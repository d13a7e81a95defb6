package com.bestqi.dsr.erasure;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.bestqi.dsr.Doubles;
import com.bestqi.platform.event.AccountDeletionConfirmed;
import com.bestqi.platform.proof.CertificateVerifier;
import com.bestqi.platform.proof.KeySet;
import com.bestqi.platform.test.ParticipantKeys;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("RI-8")
class StatusLinkTest {
    private final Story story;

    StatusLinkTest(Story story) {
        this.story = story;
    }

    private static String token(AccountDeletionConfirmed event) {
        return token("account", "erasure-status+jws", event.requestId(), event.accountId());
    }

    private static String token(String signer, String type, UUID requestId, UUID sub) {
        return ParticipantKeys.sign(
                signer,
                type,
                """
                {"requestId":"%s","sub":"%s","receivedAt":"2026-11-22T09:30:00Z",\
                "dueAt":"2026-12-22T09:30:00Z"}\
                """
                        .formatted(requestId, sub));
    }

    @Test
    void beforeTheEventArrivesTheTokenAloneSaysReceived() {
        var event =
                new AccountDeletionConfirmed(
                        UUID.randomUUID(), UUID.randomUUID(), Story.CONFIRMED_AT);

        given().queryParam("token", token(event))
                .when()
                .get("/v1/erasures/" + event.requestId())
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("requestId", equalTo(event.requestId().toString()))
                .body("state", equalTo("RECEIVED"))
                .body("receivedAt", equalTo("2026-11-22T09:30:00Z"))
                .body(
                        "services.service",
                        contains("account", "consent", "device", "dsr", "notification"))
                .body("services.state", everyItem(equalTo("PENDING")))
                .body("services.erased", everyItem(equalTo(0)))
                .body("certificate", nullValue());
    }

    @Test
    void itShowsWhoHasAnsweredAndInTheEndTheCertificate() {
        var event = story.confirm();
        var running = story.running(event);
        Participants.answer(running, List.of("device"));
        await().until(() -> story.answers(event.requestId()) == 1);

        given().queryParam("token", token(event))
                .when()
                .get("/v1/erasures/" + event.requestId())
                .then()
                .statusCode(200)
                .body("state", equalTo("RUNNING"))
                .body("services.find { it.service == 'device' }.state", equalTo("ERASED"))
                .body("services.find { it.service == 'device' }.erased", equalTo(7))
                .body("services.find { it.service == 'dsr' }.state", equalTo("PENDING"))
                .body("$", not(hasKey("certificate")));

        Participants.answer(running, Participants.OTHERS);
        var over = story.inState(event.requestId(), CaseState.COMPLETED);
        given().queryParam("token", token(event))
                .when()
                .get("/v1/erasures/" + event.requestId())
                .then()
                .statusCode(200)
                .body("state", equalTo("COMPLETED"))
                .body("services.state", everyItem(equalTo("ERASED")))
                .body("services.find { it.service == 'dsr' }.erased", equalTo(1))
                .body("certificate", equalTo(over.certificate()));
    }

    @Test
    void withoutTheRightTokenThereIsNothing() {
        var event = story.confirm();
        var request = event.requestId();
        var person = event.accountId();
        Participants.answer(story.running(event), Participants.OTHERS);
        story.inState(request, CaseState.COMPLETED);
        var good = token(event);

        nothing(request.toString(), "");
        nothing(request.toString(), "x");
        nothing(request.toString(), good.substring(0, good.length() - 8) + "AAAAAAAA");
        nothing(request.toString(), good.split("\\.")[0] + "." + good.split("\\.")[1] + ".");
        nothing(request.toString(), token("device", "erasure-status+jws", request, person));
        nothing(request.toString(), token("notification", "erasure-status+jws", request, person));
        nothing(request.toString(), token("account", "JWT", request, person));
        nothing(
                request.toString(),
                token("account", "erasure-status+jws", UUID.randomUUID(), person));
        nothing(request.toString(), ParticipantKeys.sign("account", "erasure-status+jws", "{}"));
        nothing(request.toString(), ParticipantKeys.sign("account", "erasure-status+jws", "[1"));
        nothing(request.toString(), Tokens.user(person));
        nothing(UUID.randomUUID().toString(), good);
        nothing("no-uuid", good);
        given().when()
                .get("/v1/erasures/" + request)
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:problem:not-found"));
    }

    /** The right request with another person's id does not open that request's case. */
    @Test
    void aTokenForAnotherPersonShowsNothingOfTheCase() {
        var event = story.confirm();
        story.running(event);
        var token = token("account", "erasure-status+jws", event.requestId(), UUID.randomUUID());

        given().queryParam("token", token)
                .when()
                .get("/v1/erasures/" + event.requestId())
                .then()
                .statusCode(200)
                .body("state", equalTo("RECEIVED"));
        Participants.answer(story.find(event.requestId()), Participants.OTHERS);
        story.inState(event.requestId(), CaseState.COMPLETED);
    }

    private static void nothing(String requestId, String token) {
        given().queryParam("token", token)
                .when()
                .get("/v1/erasures/" + requestId)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:not-found"));
    }

    @Test
    void theLinkInTheMailWorksToo() throws Exception {
        var event = story.confirm();
        Participants.answer(story.running(event), Participants.OTHERS);
        var over = story.inState(event.requestId(), CaseState.COMPLETED);
        var mail = Doubles.mails(Doubles.address(event.accountId())).getFirst();
        var link =
                URI.create(
                        new ObjectMapper()
                                .readTree(mail)
                                .path("parameters")
                                .path("statusUrl")
                                .asText());

        given().when()
                .get(link.getRawPath() + "?" + link.getRawQuery())
                .then()
                .statusCode(200)
                .body("certificate", equalTo(over.certificate()));
    }

    @Test
    void theKeysOfAllParticipantsCheckTheCertificateOffline() {
        var event = story.confirm();
        Participants.answer(story.running(event), Participants.OTHERS);
        var over = story.inState(event.requestId(), CaseState.COMPLETED);

        var keys =
                given().when()
                        .get("/v1/certificates/keys")
                        .then()
                        .statusCode(200)
                        .body(
                                "keys.kid",
                                hasItems(
                                        "account-1",
                                        "device-1",
                                        "consent-1",
                                        "dsr-1",
                                        "notification-1"))
                        .body("keys.d", everyItem(nullValue()))
                        .extract()
                        .asString();

        assertThat(new CertificateVerifier(KeySet.parse(keys)).verify(over.certificate()))
                .isInstanceOf(CertificateVerifier.Valid.class);
    }
}
