package com.bestqi.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.KeySet;
import com.bestqi.platform.proof.OutcomeStatement;
import com.bestqi.platform.proof.ProofJson;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.CanarySearch;
import com.bestqi.platform.test.ParticipantKeys;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
class ErasureTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    @Inject ProbeNotes notes;
    @Inject Subjects subjects;
    @Inject SubjectKeys keys;
    @Inject Database database;

    @Test
    @Tag("RI-3")
    void everyRowGoesInChunksAndTheSignedCountsAreExact() throws Exception {
        var person = register();
        var other = register();
        var canary = "canary-" + UUID.randomUUID();
        notes.write(person, canary, 12_345);
        notes.keepSecret(person, canary);
        notes.write(other, "theirs", 3);

        var directive = erase(person, 1);

        var statement = statement(outcomes(directive, 1).getFirst());
        assertThat(statement.stores())
                .contains(
                        new OutcomeStatement.StoreOutcome("probe_note", "message", 12_345, 0),
                        new OutcomeStatement.StoreOutcome("probe_secret", "profile", 1, 0));
        assertThat(statement.complete()).isTrue();
        assertThat(statement.requestId()).isEqualTo(directive.requestId());
        assertThat(CanarySearch.find(database, canary)).isEmpty();
        assertThat(notes.count(other)).isEqualTo(3);
        assertThat(keys.destroyed(List.of(person))).containsExactly(person);
        assertThat(keys.find(other)).isPresent();
    }

    @Test
    @Tag("RT-2")
    void nothingIsStoredAfterTheTombstoneAndNothingBringsThePersonBack() throws Exception {
        var person = register();
        notes.write(person, "before", 1);
        var directive = erase(person, 1);
        outcomes(directive, 1);

        assertThatThrownBy(() -> notes.write(person, "after", 1))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.getStatusCode()).isEqualTo(410));
        assertThatThrownBy(() -> notes.keepSecret(person, "after"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.getStatusCode()).isEqualTo(410));
        Bus.publish(registered(person));
        Bus.publish(new ConsentState(person, 99, Map.of("camera", THEN), THEN));
        var fence = UUID.randomUUID();
        Bus.publish(registered(fence));
        Bus.publish(new ConsentState(fence, 1, Map.of(), THEN));
        await().untilAsserted(() -> {
            assertThat(subjects.state(fence)).isEqualTo(Subjects.State.LIVE);
            assertThat(subjects.live(fence).consentRevision()).isEqualTo(1);
        });

        assertThat(subjects.state(person)).isEqualTo(Subjects.State.ERASED);
        assertThat(notes.count(person)).isZero();
        assertThatThrownBy(() -> keys.cipher(person)).isInstanceOf(ProblemException.class);
    }

    @Test
    void writesThatRaceWithTheErasureLeaveNothing() throws Exception {
        var person = register();
        var accepted = new AtomicLong();
        var running = new AtomicBoolean(true);
        try (var writers = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                writers.submit(() -> {
                    while (running.get()) {
                        try {
                            notes.write(person, "race", 20);
                            accepted.addAndGet(20);
                        } catch (ProblemException refused) {
                            running.set(false);
                        }
                    }
                });
            }
            await().until(() -> accepted.get() > 200);
            var directive = erase(person, 1);
            var statement = statement(outcomes(directive, 1).getFirst());
            await().until(() -> !running.get());

            assertThat(erased(statement, "probe_note")).isEqualTo(accepted.get());
        }
        assertThat(notes.count(person)).isZero();
    }

    @Test
    void aDirectiveSentAgainIsAnsweredWithTheSameStatement() throws Exception {
        var person = register();
        notes.write(person, "once", 2);
        var directive = erase(person, 1);
        var first = outcomes(directive, 1).getFirst();

        Bus.publish(directive);

        assertThat(outcomes(directive, 2)).containsExactly(first, first);
    }

    @Test
    void aPersonNeverHeardOfIsEntombedAllTheSame() throws Exception {
        var stranger = UUID.randomUUID();
        var directive = erase(stranger, 1);
        var statement = statement(outcomes(directive, 1).getFirst());

        Bus.publish(registered(stranger));
        var fence = register();

        assertThat(statement.complete()).isTrue();
        assertThat(subjects.state(fence)).isEqualTo(Subjects.State.LIVE);
        assertThat(subjects.state(stranger)).isEqualTo(Subjects.State.ERASED);
    }

    @Test
    @Tag("RI-11")
    void anErasureOfAKindTakesTheRowsOfThatKindOutOfAStoreOfMany() throws Exception {
        var person = register();
        notes.write(person, "pulse", 1_200);
        notes.write(person, "sleep", 1);
        notes.write(person, "words", 2);
        var requestId = UUID.randomUUID();
        var directive =
                new SubjectDirective(
                        person,
                        requestId,
                        SubjectDirective.Kind.ERASE_PART,
                        1,
                        List.of(),
                        List.of(
                                new SubjectDirective.PartErasure(
                                        requestId, 1, Set.of("health"), Set.of())),
                        THEN);

        Bus.publish(directive);

        var statement = statement(outcomes(directive, 1).getFirst());
        assertThat(statement.stores())
                .contains(new OutcomeStatement.StoreOutcome("probe_note", "health", 1_201, 0));
        assertThat(notes.count(person)).isEqualTo(2);
    }

    private UUID register() {
        var person = UUID.randomUUID();
        Bus.publish(registered(person));
        await().untilAsserted(
                        () -> assertThat(subjects.state(person)).isEqualTo(Subjects.State.LIVE));
        return person;
    }

    private static SubjectDirective erase(UUID person, long epoch) {
        var directive =
                new SubjectDirective(
                        person,
                        UUID.randomUUID(),
                        SubjectDirective.Kind.ERASE,
                        epoch,
                        Instant.parse("2026-01-02T00:00:00Z"));
        Bus.publish(directive);
        return directive;
    }

    private static List<DirectiveOutcome> outcomes(SubjectDirective directive, int atLeast) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                Bus.events(
                                        Topics.DIRECTIVE_OUTCOMES,
                                        directive.key(),
                                        DirectiveOutcome.class),
                        found -> found.size() >= atLeast);
    }

    private static OutcomeStatement statement(DirectiveOutcome outcome) throws Exception {
        var verified =
                KeySet.parse(ParticipantKeys.publicKeys())
                        .verify(Certificate.OUTCOME_TYPE, outcome.statement())
                        .orElseThrow();
        assertThat(verified.keyId()).isEqualTo("account-1");
        return ProofJson.MAPPER.readValue(verified.payload(), OutcomeStatement.class);
    }

    private static long erased(OutcomeStatement statement, String store) {
        return statement.stores().stream()
                .filter(outcome -> outcome.store().equals(store))
                .findFirst()
                .orElseThrow()
                .erased();
    }

    private static AccountRegistered registered(UUID person) {
        return new AccountRegistered(person, "eu", "1.0", "en", "registration", THEN);
    }
}
