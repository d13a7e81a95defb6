package com.bestqi.dsr.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.dsr.Doubles;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountDeletionConfirmed;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.Envelope;
import com.bestqi.platform.event.Event;
import com.bestqi.platform.event.EventJson;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("RI-3")
class ManyCasesTest {
    private static final int CASES = 200;

    private final Story story;
    private final Database database;
    private final String bootstrap;

    ManyCasesTest(
            Story story,
            Database database,
            @ConfigProperty(name = "bestqi.kafka.bootstrap") String bootstrap) {
        this.story = story;
        this.database = database;
        this.bootstrap = bootstrap;
    }

    @Test
    void manyAtOnceAllEndWithOneCertificateEach() throws Exception {
        var events =
                Stream.generate(() ->
                                new AccountDeletionConfirmed(
                                        UUID.randomUUID(), UUID.randomUUID(), Story.CONFIRMED_AT))
                        .limit(CASES)
                        .toList();
        var requests = events.stream().map(AccountDeletionConfirmed::requestId).toList();
        publish(events);
        awaitAll(requests, "RUNNING");
        var outcomes = new ArrayList<DirectiveOutcome>();
        for (var running : cases(requests)) {
            Participants.OTHERS.forEach(
                    service -> outcomes.add(Participants.outcome(service, running)));
        }
        outcomes.addAll(outcomes.subList(0, CASES));
        Collections.shuffle(outcomes, new Random(42));

        publish(outcomes);

        awaitAll(requests, "COMPLETED");
        var certificates = cases(requests).stream().map(story::certificate).toList();
        assertThat(certificates).extracting(Certificate::result).containsOnly("complete");
        assertThat(certificates).extracting(Certificate::jti).doesNotHaveDuplicates();
        assertThat(certificates)
                .extracting(Certificate::requestId)
                .containsExactlyInAnyOrderElementsOf(requests);
        assertThat(events)
                .allSatisfy(event ->
                        assertThat(Doubles.mails(Doubles.address(event.accountId()))).hasSize(1));
        assertThat(events)
                .allSatisfy(event -> assertThat(story.addresses(event.accountId())).isZero());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(ownAnswers(requests))
                                .containsExactlyInAnyOrderElementsOf(requests));
    }

    private List<UUID> ownAnswers(List<UUID> requests) {
        return Bus.read(Topics.DIRECTIVE_OUTCOMES).stream()
                .filter(ManyCasesTest::fromThisService)
                .map(ManyCasesTest::outcome)
                .distinct()
                .map(DirectiveOutcome::requestId)
                .filter(requests::contains)
                .toList();
    }

    private static boolean fromThisService(ConsumerRecord<String, byte[]> message) {
        var source = message.headers().lastHeader("ce_source");
        return source != null && new String(source.value(), UTF_8).equals("/bestqi/dsr");
    }

    private static DirectiveOutcome outcome(ConsumerRecord<String, byte[]> message) {
        try {
            return EventJson.read(message.value(), DirectiveOutcome.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<ErasureCase> cases(List<UUID> requests) {
        return database.query(
                "SELECT " + ErasureCase.COLUMNS + " FROM erasure_case WHERE request_id = ANY (?)",
                ErasureCase::read,
                (Object) requests.toArray(UUID[]::new));
    }

    private void awaitAll(List<UUID> requests, String state) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () ->
                                story.count(
                                        "SELECT count(*) AS n FROM erasure_case"
                                                + " WHERE request_id = ANY (?) AND state = ?",
                                        requests.toArray(UUID[]::new),
                                        state),
                        done -> done == requests.size());
    }

    private void publish(List<? extends Event> events) {
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", bootstrap),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            for (var event : events) {
                var message =
                        new ProducerRecord<>(
                                event.topic(), event.key(), EventJson.write(event).getBytes(UTF_8));
                new Envelope(UUID.randomUUID(), event.type(), "test", Instant.now())
                        .write(message.headers());
                producer.send(message);
            }
        }
    }
}
