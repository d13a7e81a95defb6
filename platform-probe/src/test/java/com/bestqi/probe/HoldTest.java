package com.bestqi.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.SubjectDirective.Hold;
import com.bestqi.platform.event.SubjectDirective.Kind;
import com.bestqi.platform.event.SubjectDirective.PartErasure;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.KeySet;
import com.bestqi.platform.proof.OutcomeStatement;
import com.bestqi.platform.proof.OutcomeStatement.StoreOutcome;
import com.bestqi.platform.proof.ProofJson;
import com.bestqi.platform.restore.KeyBurial;
import com.bestqi.platform.subject.Holds;
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
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a legal hold does to an erasure, and what its end does. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("PU-5")
class HoldTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(30);

    @Inject ProbeNotes notes;
    @Inject Subjects subjects;
    @Inject SubjectKeys keys;
    @Inject Holds holds;
    @Inject KeyBurial burial;
    @Inject Database database;

    @Test
    @Tag("RI-3")
    @Tag("I-5")
    void whatIsUnderHoldIsTakenOutOfServiceAndTheRestErased() throws Exception {
        var person = register();
        var canary = "canary-" + UUID.randomUUID();
        notes.write(person, "kept", 700);
        notes.keepSecret(person, canary);

        var directive = erase(person, 1, hold("probe_note"));

        var said = statement(directive, 1);
        assertThat(said.stores())
                .contains(
                        new StoreOutcome("probe_note", "message", 0, 700),
                        new StoreOutcome("probe_secret", "profile", 1, 0));
        assertThat(said.keyDestroyed()).isFalse();
        assertThat(notes.count(person)).isZero();
        assertThat(CanarySearch.find(database, canary)).isEmpty();
        assertThat(keys.find(person)).isPresent();
        assertThat(subjects.state(person)).isEqualTo(Subjects.State.ERASED);
    }

    @Test
    @Tag("RI-3")
    @Tag("I-5")
    void withTheEndOfTheHoldTheRestGoesAndTheCountsAreWhole() throws Exception {
        var person = register();
        var canary = "canary-" + UUID.randomUUID();
        notes.write(person, canary, 12_000);
        notes.keepSecret(person, canary);
        var first = erase(person, 1, hold("probe_note"));
        statement(first, 1);

        var second = erase(person, first.requestId(), 2);

        var said = statement(second, 2);
        assertThat(said.stores())
                .contains(
                        new StoreOutcome("probe_note", "message", 12_000, 0),
                        new StoreOutcome("probe_secret", "profile", 1, 0));
        assertThat(said.complete()).isTrue();
        assertThat(keys.destroyed(List.of(person))).containsExactly(person);
        assertThat(CanarySearch.find(database, canary)).isEmpty();
        Bus.publish(first);
        assertThat(statement(second, 2)).isEqualTo(said);
        assertThat(holds.of(person)).isEmpty();
    }

    @Test
    void ofTwoHoldsTheOneThatStaysKeepsItsStoreAlone() throws Exception {
        var person = register();
        notes.write(person, "first", 3);
        notes.keepSecret(person, "second");
        var first = erase(person, 1, hold("probe_note"), hold("probe_secret"));
        assertThat(statement(first, 1).stores())
                .contains(
                        new StoreOutcome("probe_note", "message", 0, 3),
                        new StoreOutcome("probe_secret", "profile", 0, 1));

        var second = erase(person, first.requestId(), 2, hold("probe_secret"));

        var said = statement(second, 2);
        assertThat(said.stores())
                .contains(
                        new StoreOutcome("probe_note", "message", 3, 0),
                        new StoreOutcome("probe_secret", "profile", 0, 1));
        assertThat(said.keyDestroyed()).isFalse();
    }

    @Test
    void aHoldOnWhatIsNotThereKeepsNothing() throws Exception {
        var person = register();
        notes.write(person, "goes", 2);

        var said = statement(erase(person, 1, hold("probe_secret")), 1);

        assertThat(said.complete()).isTrue();
        assertThat(keys.destroyed(List.of(person))).containsExactly(person);
    }

    @Test
    @Tag("F8")
    @Tag("I-6")
    void keysThatAreBuriedAgainLeaveThoseUnderHold() throws Exception {
        var person = register();
        notes.write(person, "kept", 1);
        statement(erase(person, 1, hold("probe_note")), 1);

        burial.run();

        assertThat(keys.find(person)).isPresent();
    }

    @Test
    @Tag("F9")
    void theNewestDirectiveSaysWhatIsHeldWhateverTheOrder() {
        var person = register();
        Bus.publish(directive(person, Kind.HOLD, 3, hold("probe_note")));
        await().atMost(LONG).until(() -> holds.of(person).equals(Set.of("probe_note")));
        Bus.publish(directive(person, Kind.HOLD, 2, hold("probe_secret")));
        Bus.publish(directive(person, Kind.RELEASE, 1));
        Bus.publish(directive(person, Kind.RESTRICT, 4, hold("probe_note")));
        await().atMost(LONG)
                .until(
                        () ->
                                Bus.events(
                                        Topics.DIRECTIVE_OUTCOMES,
                                        person.toString(),
                                        DirectiveOutcome.class),
                        answers -> answers.size() == 4);

        assertThat(holds.of(person)).containsExactly("probe_note");
        Bus.publish(directive(person, Kind.RELEASE, 5));
        await().atMost(LONG).until(() -> holds.of(person).isEmpty());
    }

    @Test
    @Tag("RI-11")
    void anErasureOfAPartLeavesWhatIsUnderHold() throws Exception {
        var person = register();
        notes.write(person, "kept", 4);
        notes.keepSecret(person, "goes");
        var requestId = UUID.randomUUID();

        Bus.publish(
                new SubjectDirective(
                        person,
                        requestId,
                        Kind.ERASE_PART,
                        1,
                        List.of(),
                        List.of(new PartErasure(requestId, 1, Set.of("message"), Set.of())),
                        List.of(hold("probe_note")),
                        THEN));

        var said = statement(person, 1);
        assertThat(said.stores()).contains(new StoreOutcome("probe_note", "message", 0, 4));
        assertThat(notes.count(person)).isEqualTo(4);
    }

    private static Hold hold(String store) {
        return new Hold(
                UUID.randomUUID(),
                Hold.Ground.LEGAL_CLAIM,
                Set.of(),
                Set.of(),
                Set.of(store),
                null);
    }

    private UUID register() {
        var person = UUID.randomUUID();
        Bus.publish(new AccountRegistered(person, "eu", "1.0", "en", "registration", THEN));
        await().atMost(LONG).until(() -> subjects.state(person) == Subjects.State.LIVE);
        return person;
    }

    private static SubjectDirective erase(UUID person, long epoch, Hold... held) {
        return erase(person, UUID.randomUUID(), epoch, held);
    }

    private static SubjectDirective erase(UUID person, UUID requestId, long epoch, Hold... held) {
        var directive =
                new SubjectDirective(
                        person,
                        requestId,
                        Kind.ERASE,
                        epoch,
                        List.of(),
                        List.of(),
                        List.of(held),
                        THEN);
        Bus.publish(directive);
        return directive;
    }

    private static SubjectDirective directive(UUID person, Kind kind, long epoch, Hold... held) {
        return new SubjectDirective(
                person,
                UUID.randomUUID(),
                kind,
                epoch,
                List.of(),
                List.of(),
                List.of(held),
                Instant.now());
    }

    private static OutcomeStatement statement(SubjectDirective directive, long epoch)
            throws Exception {
        return statement(directive.accountId(), epoch);
    }

    private static OutcomeStatement statement(UUID person, long epoch) throws Exception {
        var outcome =
                await().atMost(LONG)
                        .until(
                                () ->
                                        Bus.events(
                                                        Topics.DIRECTIVE_OUTCOMES,
                                                        person.toString(),
                                                        DirectiveOutcome.class)
                                                .stream()
                                                .filter(one -> one.epoch() == epoch)
                                                .toList(),
                                found -> !found.isEmpty())
                        .getLast();
        var verified =
                KeySet.parse(ParticipantKeys.publicKeys())
                        .verify(Certificate.OUTCOME_TYPE, outcome.statement())
                        .orElseThrow();
        return ProofJson.MAPPER.readValue(verified.payload(), OutcomeStatement.class);
    }
}
