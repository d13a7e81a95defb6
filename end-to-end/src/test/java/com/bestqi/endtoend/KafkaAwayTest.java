package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.endtoend.inspection.TopicReader;
import com.bestqi.localstack.Services;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The message broker is away for a while (F4). */
@ExtendWith(Suite.Extension.class)
class KafkaAwayTest {
    private static final int CHANGES = 30;

    private final Suite suite;

    KafkaAwayTest(Suite suite) {
        this.suite = suite;
    }

    @Test
    @Tag("PM-8")
    @Tag("F4")
    void writesAreAcceptedMeanwhileAndTheirEventsFollowInOrder() throws Exception {
        var resident = suite.newcomer("Kai");
        resident.acceptPolicy();
        resident.switchOn(List.of("bluetooth"));

        suite.stack().stop("kafka");
        for (int i = 1; i < CHANGES; i++) {
            resident.api().put("/v1/consents/bluetooth", Map.of("granted", i % 2 == 0)).expect(200);
        }
        var late = suite.newcomer("Late");
        assertThat(suite.databases().number("consent", "SELECT count(*) FROM outbox_message"))
                .isGreaterThanOrEqualTo(CHANGES - 1);
        suite.stack().start("kafka");

        for (var service : Services.ALL) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(
                                            suite.databases()
                                                    .number(
                                                            service,
                                                            "SELECT count(*) FROM outbox_message"))
                                    .isZero());
        }
        assertThat(revisions(resident.accountId()))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, CHANGES).boxed().toList());
        late.registerPhone();
        assertThat(late.mailbox().await(1)).isPresent();
    }

    private List<Long> revisions(UUID accountId) throws Exception {
        var revisions = new ArrayList<Long>();
        for (var message : new TopicReader(suite.addresses()).all(List.of("consent-states"))) {
            if (message.key().equals(accountId.toString())) {
                revisions.add(
                        new ObjectMapper().readTree(message.value()).path("revision").asLong());
            }
        }
        return revisions;
    }
}
