package com.bestqi.consent.policy;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.NoticeDelivered;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.MovableClock;
import com.bestqi.platform.test.Tokens;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Staff who write and enact versions, and the notices that notification-service would give. */
@ApplicationScoped
public class Editors {
    static final UUID WRITER = UUID.randomUUID();
    static final UUID OTHER = UUID.randomUUID();
    static final Duration AFTER_THE_PERIOD = Duration.ofDays(31);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;
    private final MovableClock clock;
    private final PolicyNoticeRepository notices;

    Editors(Database database, MovableClock clock, PolicyNoticeRepository notices) {
        this.database = database;
        this.clock = clock;
        this.notices = notices;
    }

    static RequestSpecification as(UUID editor) {
        return given().auth()
                .oauth2(Tokens.staff(editor, "policy-editor"))
                .contentType(ContentType.JSON);
    }

    static String version() {
        return "t-" + UUID.randomUUID();
    }

    /** A draft as it should be: the first version under another name. */
    static ObjectNode body(String version, String... changedPurposes) {
        try {
            var body = (ObjectNode) JSON.readTree(FirstPolicy.document().write());
            body.put("version", version);
            body.put("material", true);
            var purposes = body.putArray("changedPurposes");
            Arrays.stream(changedPurposes).forEach(purposes::add);
            return body;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static ValidatableResponse post(UUID editor, ObjectNode body) {
        return as(editor).body(body.toString()).post("/v1/admin/policies").then();
    }

    static String drafted(String... changedPurposes) {
        var version = version();
        post(WRITER, body(version, changedPurposes)).statusCode(201);
        return version;
    }

    ValidatableResponse announce(UUID editor, String version, Instant inForceAt) {
        return as(editor)
                .body("{\"inForceAt\": \"" + inForceAt + "\"}")
                .post("/v1/admin/policies/" + version + "/announcement")
                .then();
    }

    /** An announced version that comes into force so long from now. */
    String announced(Duration in, String... changedPurposes) {
        var version = drafted(changedPurposes);
        announce(OTHER, version, clock.instant().plus(in)).statusCode(200);
        return version;
    }

    static ValidatableResponse activate(UUID editor, String version) {
        return as(editor).post("/v1/admin/policies/" + version + "/activation").then();
    }

    UUID announcementOf(String version) {
        return database.first(
                        "SELECT announcement_id FROM policy_version WHERE version = ?",
                        rows -> rows.getObject("announcement_id", UUID.class),
                        version)
                .orElseThrow();
    }

    List<UUID> everybody() {
        return database.query(
                "SELECT account_id FROM data_subject WHERE state = 'LIVE'",
                rows -> rows.getObject("account_id", UUID.class));
    }

    /** Gives notice as notification-service does. */
    void notify(String version, List<UUID> people) {
        var announcementId = announcementOf(version);
        for (var person : people) {
            Bus.publish(new NoticeDelivered(person, announcementId, "inbox", clock.instant()));
        }
    }

    /** Gives everybody notice and waits until it is known. */
    void notifyEverybody(String version) {
        notify(version, everybody());
        await().atMost(Duration.ofSeconds(60)).until(() -> notices.reach(version).missing() == 0);
    }

    boolean hasNotice(UUID person, String version) {
        return database.first(
                        "SELECT 1 AS one FROM policy_notice WHERE account_id = ? AND version = ?",
                        rows -> rows.getInt("one"),
                        person,
                        version)
                .isPresent();
    }

    String state(String version) {
        return database.first(
                        "SELECT state FROM policy_version WHERE version = ?",
                        rows -> rows.getString("state"),
                        version)
                .orElse("none");
    }

    /** Puts the clocks right and the first version into force again, for the other tests. */
    void tidy() {
        clock.reset();
        database.update("DELETE FROM policy_version WHERE state = 'ANNOUNCED'");
        database.update(
                "UPDATE policy_version SET state = 'SUPERSEDED', asked_again_up_to = NULL"
                        + " WHERE state = 'IN_FORCE' AND version <> '1.0'");
        database.update("UPDATE policy_version SET state = 'IN_FORCE' WHERE version = '1.0'");
    }
}
