package com.bestqi.dsr.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.bestqi.dsr.Doubles;
import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountDeletionConfirmed;
import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.CertificateVerifier;
import com.bestqi.platform.proof.KeySet;
import com.bestqi.platform.proof.OutcomeStatement;
import com.bestqi.platform.proof.OutcomeStatement.StoreOutcome;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.ParticipantKeys;
import com.bestqi.platform.test.StackResource;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("RI-3")
class ErasureFlowTest {
    private final Story story;
    private final Subjects subjects;
    private final SubjectKeys keys;
    private final Database database;

    ErasureFlowTest(Story story, Subjects subjects, SubjectKeys keys, Database database) {
        this.story = story;
        this.subjects = subjects;
        this.keys = keys;
        this.database = database;
    }

    @Test
    @Tag("AC-5")
    void aConfirmedDeletionEndsWithACertificateThatVerifies() {
        var event = story.confirm();
        var running = story.running(event);

        Participants.answer(running, Participants.OTHERS);

        var over = story.inState(event.requestId(), CaseState.COMPLETED);
        var certificate = story.certificate(over);
        assertThat(certificate.result()).isEqualTo("complete");
        assertThat(certificate.sub()).isEqualTo(event.accountId());
        assertThat(certificate.requestId()).isEqualTo(event.requestId());
        assertThat(certificate.jti()).isEqualTo(running.certificateId().toString());
        assertThat(certificate.iss()).isEqualTo("http://localhost:8080");
        assertThat(certificate.kept()).isEmpty();
        assertThat(certificate.services())
                .extracting(Certificate.ServiceOutcome::service)
                .containsExactly("account", "consent", "device", "dsr", "notification");
        assertThat(certificate.statement())
                .contains("read back every store")
                .contains("What this does not claim");
    }

    @Test
    void theDirectiveGoesOutOnceWithTheFirstEpoch() {
        var event = story.confirm();

        var running = story.running(event);

        Participants.answer(running, Participants.OTHERS);
        story.inState(event.requestId(), CaseState.COMPLETED);
        var directives = Participants.directives(event.accountId());
        assertThat(directives).isNotEmpty().allMatch(directives.getFirst()::equals);
        assertThat(directives.getFirst().epoch()).isEqualTo(1);
        assertThat(directives.getFirst().kind()).isEqualTo(SubjectDirective.Kind.ERASE);
        assertThat(directives.getFirst().requestId()).isEqualTo(event.requestId());
    }

    @Test
    void thisServiceCountsTheAddressAmongWhatItErased() {
        var event = story.confirm();
        var running = story.running(event);
        assertThat(story.addresses(event.accountId())).isEqualTo(1);

        Participants.answer(running, Participants.OTHERS);

        var over = story.inState(event.requestId(), CaseState.COMPLETED);
        var own = story.certificate(over).services().get(3);
        assertThat(own.keyDestroyed()).isTrue();
        assertThat(own.stores())
                .contains(
                        new StoreOutcome("erasure_contact", "contact", 1, 0),
                        new StoreOutcome("idempotent_answer", "request", 0, 0));
        await().untilAsserted(() ->
                assertThat(Participants.ownAnswers(event.accountId()))
                        .extracting("statement")
                        .containsExactly(own.signature()));
    }

    @Test
    @Tag("RT-3")
    void afterwardsNeitherAddressNorKeyIsLeft() {
        var event = story.confirm();
        Participants.answer(story.running(event), Participants.OTHERS);

        story.inState(event.requestId(), CaseState.COMPLETED);

        assertThat(story.addresses(event.accountId())).isZero();
        await().untilAsserted(() ->
                assertThat(keys.destroyed(List.of(event.requestId(), event.accountId())))
                        .containsExactlyInAnyOrder(event.requestId(), event.accountId()));
        assertThat(subjects.state(event.accountId())).isEqualTo(Subjects.State.ERASED);
        assertThat(columnsThatHold("canary-" + event.accountId())).isEmpty();
    }

    private List<String> columnsThatHold(String canary) {
        var columns =
                database.query(
                        """
                        SELECT table_name, column_name FROM information_schema.columns
                        WHERE table_schema = 'public'
                        """,
                        rows ->
                                List.of(
                                        rows.getString("table_name"),
                                        rows.getString("column_name")));
        assertThat(columns).hasSizeGreaterThan(50);
        return columns.stream()
                .filter(column -> holds(column.get(0), column.get(1), canary))
                .map(column -> String.join(".", column))
                .toList();
    }

    private boolean holds(String table, String column, String canary) {
        return story.count(
                        "SELECT count(*) AS n FROM %s WHERE %s::text LIKE ? OR %s::text LIKE ?"
                                .formatted(table, column, column),
                        "%" + canary + "%",
                        "%" + hex(canary) + "%")
                > 0;
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }

    @Test
    void theMailBringsTheCertificateThatIsKept() throws Exception {
        var event = story.confirm();
        Participants.answer(story.running(event), Participants.OTHERS);

        var over = story.inState(event.requestId(), CaseState.COMPLETED);

        var mails = Doubles.mails(Doubles.address(event.accountId()));
        assertThat(mails).hasSize(1);
        assertThat(story.mail(event.requestId())).isEqualTo("SENT");
        var mail = new ObjectMapper().readTree(mails.getFirst());
        assertThat(mail.path("template").asText()).isEqualTo("erasure-certificate");
        assertThat(mail.path("language").asText()).isEqualTo("de");
        assertThat(mail.path("parameters").path("requestId").asText())
                .isEqualTo(event.requestId().toString());
        assertThat(mail.path("parameters").path("result").asText()).isEqualTo("complete");
        assertThat(mail.path("parameters").path("statusUrl").asText())
                .startsWith("http://localhost:8080/v1/erasures/" + event.requestId() + "?token=");
        assertThat(mail.path("attachment").path("fileName").asText()).isEqualTo("certificate.jwt");
        assertThat(Base64.getDecoder().decode(mail.path("attachment").path("base64").asText()))
                .asString()
                .isEqualTo(over.certificate());
    }

    @Test
    void oneChangedCharacterAnywhereMakesTheCertificateInvalid() {
        var event = story.confirm();
        Participants.answer(story.running(event), Participants.OTHERS);
        var whole = story.inState(event.requestId(), CaseState.COMPLETED).certificate();
        var verifier = new CertificateVerifier(KeySet.parse(ParticipantKeys.publicKeys()));

        // The very last character carries unused bits that a decoder may ignore.
        for (int at = 0; at < whole.length() - 1; at += 97) {
            char other = whole.charAt(at) == 'A' ? 'B' : 'A';
            var changed = whole.substring(0, at) + other + whole.substring(at + 1);

            assertThat(verifier.verify(changed))
                    .as("changed at %d", at)
                    .isInstanceOf(CertificateVerifier.Invalid.class);
        }
    }

    @Test
    void confirmedTwiceIsOneCase() {
        var event = story.confirm();
        Bus.publish(event);
        var other =
                new AccountDeletionConfirmed(
                        event.accountId(), UUID.randomUUID(), Story.CONFIRMED_AT);
        Bus.publish(other);

        Participants.answer(story.running(event), Participants.OTHERS);

        story.inState(event.requestId(), CaseState.COMPLETED);
        Bus.publish(event);
        story.applied(Topics.ACCOUNT_EVENTS, event.accountId());
        assertThat(
                        story.count(
                                "SELECT count(*) AS n FROM erasure_case WHERE account_id = ?",
                                event.accountId()))
                .isEqualTo(1);
        assertThat(story.find(event.requestId()).state()).isEqualTo(CaseState.COMPLETED);
    }

    @Test
    void answersDuplicatedAndReorderedMakeOneCertificate() {
        var event = story.confirm();
        var running = story.running(event);
        var outcomes =
                Participants.OTHERS.stream()
                        .map(name -> Participants.outcome(name, running))
                        .toList();

        var again = UUID.randomUUID();
        for (var outcome : outcomes.reversed()) {
            Bus.publish(again, outcomes.get(1));
            Bus.publish(outcome);
            Bus.publish(outcome);
        }

        var over = story.inState(event.requestId(), CaseState.COMPLETED);
        outcomes.forEach(Bus::publish);
        story.applied(Topics.DIRECTIVE_OUTCOMES, event.accountId());
        assertThat(story.find(event.requestId()).certificate()).isEqualTo(over.certificate());
        assertThat(Doubles.mails(Doubles.address(event.accountId()))).hasSize(1);
        assertThat(story.certificate(over).services())
                .extracting(one -> one.service(), one -> one.stores().size())
                .contains(tuple("account", 2), tuple("device", 2));
        assertThat(story.answers(event.requestId())).isEqualTo(5);
    }

    @Test
    void aPersonKnownBeforeIsClosedAtOnceAndNeverRevived() {
        var accountId = UUID.randomUUID();
        var registered =
                new AccountRegistered(accountId, "eu", "1", "de", "registration", Instant.EPOCH);
        Bus.publish(registered);
        await().until(() -> subjects.state(accountId) == Subjects.State.LIVE);

        var event = new AccountDeletionConfirmed(accountId, UUID.randomUUID(), Story.CONFIRMED_AT);
        Bus.publish(event);
        await().until(() -> subjects.state(accountId) != Subjects.State.LIVE);
        Participants.answer(story.running(event), Participants.OTHERS);

        story.inState(event.requestId(), CaseState.COMPLETED);
        Bus.publish(registered);
        story.applied(Topics.ACCOUNT_EVENTS, accountId);
        assertThat(subjects.state(accountId)).isEqualTo(Subjects.State.ERASED);
    }

    @Test
    void aParticipantThatFailedMakesNoCompleteCertificate() {
        var event = story.confirm();
        var running = story.running(event);
        Participants.answer(running, List.of("account", "consent", "notification"));
        var complete = Participants.statement("device", running);
        var left =
                new OutcomeStatement(
                        "device",
                        complete.requestId(),
                        complete.sub(),
                        complete.epoch(),
                        complete.completedAt(),
                        List.of(new StoreOutcome("reading", "reading", 10, 2)),
                        true);

        Bus.publish(Participants.outcome(left, ParticipantKeys.sign(left)));

        var over = story.inState(event.requestId(), CaseState.FAILED);
        assertThat(story.certificate(over).result()).isEqualTo("failed");
    }
}
