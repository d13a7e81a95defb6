package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.client.Login;
import com.bestqi.endtoend.inspection.TopicReader;
import com.bestqi.endtoend.story.Crowd;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * notification-service is killed while it tells everybody; {@code -Dannounce.people=100000} has it
 * tell that many.
 */
@ExtendWith(Suite.Extension.class)
@Tag("PU-6")
class AnnouncementCrashTest {
    private static final int PEOPLE = Integer.getInteger("announce.people", 2_000);
    private static final Duration BACK = Duration.ofSeconds(120);
    private static final Duration DONE =
            Duration.ofSeconds(120).plus(Duration.ofMillis(20L * PEOPLE));

    /** Four rounds of up to 100 mails may be begun. */
    private static final int IN_DOUBT_BY_A_CRASH = 400;

    private final Suite suite;

    AnnouncementCrashTest(Suite suite) {
        this.suite = suite;
    }

    private ApiClient staff(String name) {
        return suite.anyone().as(new Login(suite.addresses()).direct(name, name));
    }

    /** Has the service run with these settings. */
    private void settings(Map<String, String> variables) {
        variables.forEach((name, value) -> suite.stack().variable("notification", name, value));
        suite.stack().stop("notification");
        suite.stack().start("notification");
    }

    private void usualSettings() {
        settings(
                Map.of(
                        "BESTQI_SMTP_PORT",
                        Integer.toString(
                                URI.create(suite.addresses().values().get("SMTP_URL")).getPort()),
                        "BESTQI_ANNOUNCEMENT_CHUNK_SIZE",
                        "3",
                        "BESTQI_ANNOUNCEMENT_MAILS_PER_SECOND",
                        "200",
                        "BESTQI_MESSAGE_LEASE",
                        "PT1M"));
    }

    @Test
    @Tag("PO-1")
    @Tag("F1")
    @Tag("F2")
    void everybodyHasOneEntryAndWasTriedByMailAtMostOnce() throws Exception {
        try (var mails = new CountingMailServer();
                var crowd = Crowd.of(suite.addresses(), PEOPLE)) {
            settings(
                    Map.of(
                            "BESTQI_SMTP_PORT",
                            Integer.toString(mails.port()),
                            "BESTQI_ANNOUNCEMENT_CHUNK_SIZE",
                            Integer.toString(Math.max(100, PEOPLE / 100)),
                            "BESTQI_ANNOUNCEMENT_MAILS_PER_SECOND",
                            "0",
                            // What was being sent when the service died is in doubt after that.
                            "BESTQI_MESSAGE_LEASE",
                            "PT10S"));
            try {
                var announcementId = announce();
                for (int part : List.of(10, 2)) {
                    await().pollInterval(Duration.ofMillis(5))
                            .atMost(DONE)
                            .until(() -> mails.taken() >= PEOPLE / part);
                    suite.stack().kill("notification");
                    assertThat(mails.taken()).as("killed in the middle").isLessThan(PEOPLE);
                    suite.stack().awaitReady("notification", BACK);
                }
                await().pollInterval(Duration.ofMillis(500))
                        .atMost(DONE)
                        .until(() -> told(announcementId) && underWay(announcementId) == 0);

                assertThat(otherThanOneEntry(announcementId)).isZero();
                await().pollInterval(Duration.ofSeconds(1))
                        .atMost(DONE)
                        .until(() -> evidence(announcementId).containsAll(names(crowd)));
                assertMails(mails, crowd, states(announcementId));
            } finally {
                usualSettings();
            }
        }
    }

    private UUID announce() {
        return UUID.fromString(
                staff("officer")
                        .post(
                                "/v1/admin/announcements",
                                Map.of(
                                        "kind",
                                        "BREACH",
                                        "title",
                                        Map.of("en", "Told while it dies"),
                                        "body",
                                        Map.of("en", "Nothing happened. This is a test.")))
                        .expect(202)
                        .text("/announcementId"));
    }

    private boolean told(UUID announcementId) {
        return suite.databases()
                        .number(
                                "notification",
                                "SELECT count(*) FROM announcement"
                                        + " WHERE announcement_id = ? AND closed_at IS NOT NULL",
                                announcementId)
                == 1;
    }

    private long underWay(UUID announcementId) {
        return suite.databases()
                .number(
                        "notification",
                        "SELECT count(*) FROM message WHERE announcement_id = ?"
                                + " AND state IN ('PENDING', 'SENDING')",
                        announcementId);
    }

    private long otherThanOneEntry(UUID announcementId) {
        return suite.databases()
                .number(
                        "notification",
                        "SELECT count(*) FROM data_subject s LEFT JOIN (SELECT account_id, count(*)"
                                + " AS n FROM notification WHERE announcement_id = ? GROUP BY"
                                + " account_id) AS told USING (account_id) WHERE s.state = 'LIVE' AND n"
                                + " IS DISTINCT FROM 1",
                        announcementId);
    }

    /** Of whom consent-service hears that they were told. */
    private Set<String> evidence(UUID announcementId) {
        return new TopicReader(suite.addresses())
                .all(List.of("notice-deliveries")).stream()
                        .filter(message -> message.value().contains(announcementId.toString()))
                        .map(TopicReader.Message::key)
                        .collect(Collectors.toSet());
    }

    private static List<String> names(Crowd crowd) {
        return crowd.people().stream().map(UUID::toString).toList();
    }

    private Map<UUID, String> states(UUID announcementId) throws SQLException {
        var states = new HashMap<UUID, String>();
        try (var connection = suite.databases().connect("notification");
                var select =
                        connection.prepareStatement(
                                "SELECT account_id, state FROM message"
                                        + " WHERE announcement_id = ? AND channel = 'MAIL'")) {
            select.setObject(1, announcementId);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    assertThat(states.put(rows.getObject(1, UUID.class), rows.getString(2)))
                            .isNull();
                }
            }
        }
        return states;
    }

    private void assertMails(CountingMailServer mails, Crowd crowd, Map<UUID, String> states) {
        int doubtful = 0;
        for (var person : crowd.people()) {
            int tries = mails.tries(Crowd.address(person));
            if (states.get(person).equals("SENT")) {
                assertThat(tries).isEqualTo(1);
            } else {
                assertThat(states.get(person)).isEqualTo("DOUBTFUL");
                assertThat(tries).isLessThanOrEqualTo(1);
                doubtful++;
            }
        }
        assertThat(doubtful).isLessThanOrEqualTo(2 * IN_DOUBT_BY_A_CRASH);
        // Whoever may not have been reached by mail is seen by staff, who can have it tried again.
        var letters =
                staff("auditor")
                        .get("/v1/admin/notification/dead-letters?limit=1")
                        .expect(200)
                        .json();
        if (doubtful > 0) {
            assertThat(letters.at("/items/0/state").asText()).isEqualTo("DOUBTFUL");
        }
    }
}
