package com.bestqi.dsr.restriction;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.MessageRequested;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.proof.ProofJson;
import com.bestqi.platform.proof.RestrictionStatement;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.ParticipantKeys;
import com.bestqi.platform.test.Tokens;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Somebody who asks for restrictions, and what the other services answer to them. */
public record Applicant(UUID id) {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final List<String> OTHERS =
            List.of("account", "consent", "device", "notification");

    public static Applicant registered() {
        var person = new Applicant(UUID.randomUUID());
        Bus.publish(
                new AccountRegistered(person.id, "eu", "1.0", "en", "registration", Instant.now()));
        await().atMost(LONG).until(() -> person.calls().get("/v1/requests").statusCode() == 200);
        return person;
    }

    /**
     * Calls that are free of the clock: a fresh log-in by the system's time would be stale by a
     * clock that was moved.
     */
    public RequestSpecification calls() {
        return given().auth().oauth2(Tokens.user(id)).contentType(ContentType.JSON);
    }

    public UUID restrict(Map<String, ?> body) {
        String requestId =
                calls().body(body)
                        .post("/v1/requests")
                        .then()
                        .statusCode(201)
                        .body("state", equalTo("RUNNING"))
                        .body("active", equalTo(false))
                        .extract()
                        .path("requestId");
        return UUID.fromString(requestId);
    }

    UUID restrictUntil(Instant until) {
        return restrict(
                Map.of("type", "RESTRICTION", "restriction", Map.of("until", until.toString())));
    }

    /** Waits until the request stands so. */
    public void see(UUID requestId, String state, boolean active) {
        await().atMost(LONG)
                .untilAsserted(() ->
                        calls().get("/v1/requests/" + requestId)
                                .then()
                                .statusCode(200)
                                .body("state", equalTo(state))
                                .body("active", equalTo(active)));
    }

    /** The directives once there are so many. */
    public List<SubjectDirective> directives(int atLeast) {
        return await().atMost(LONG)
                .until(
                        () ->
                                Bus.events(
                                        Topics.SUBJECT_DIRECTIVES,
                                        id.toString(),
                                        SubjectDirective.class),
                        found -> found.size() >= atLeast);
    }

    /** The directive of this number, once it is there; reminders say the same again. */
    public SubjectDirective directive(long epoch) {
        return await().atMost(LONG)
                .until(
                        () ->
                                directives(0).stream()
                                        .filter(found -> found.epoch() == epoch)
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    public List<MessageRequested> messages() {
        return Bus.events(Topics.MESSAGE_REQUESTS, id.toString(), MessageRequested.class);
    }

    public MessageRequested awaitMessage() {
        return await().atMost(LONG).until(this::messages, found -> !found.isEmpty()).getFirst();
    }

    public void answerAll(SubjectDirective directive) {
        answer(directive, OTHERS);
    }

    void answer(SubjectDirective directive, List<String> services) {
        for (var service : services) {
            Bus.publish(outcome(directive, service, service));
        }
    }

    /** In the name of one service with the key of another. */
    void answerWrongly(SubjectDirective directive) {
        Bus.publish(outcome(directive, "device", "consent"));
    }

    private static DirectiveOutcome outcome(
            SubjectDirective directive, String service, String signer) {
        var said =
                new RestrictionStatement(
                        service,
                        directive.requestId(),
                        directive.accountId(),
                        directive.epoch(),
                        Instant.now());
        try {
            return new DirectiveOutcome(
                    directive.accountId(),
                    directive.requestId(),
                    directive.epoch(),
                    service,
                    directive.kind(),
                    ParticipantKeys.sign(
                            signer,
                            RestrictionStatement.TYPE,
                            ProofJson.MAPPER.writeValueAsString(said)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a statement is always JSON", e);
        }
    }
}
