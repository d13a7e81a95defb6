package com.bestqi.dsr.erasure;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.dsr.Doubles;
import com.bestqi.platform.event.AccountDeletionConfirmed;
import com.bestqi.platform.test.StackResource;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("RI-8")
class CertificateMailTest {
    private final Story story;

    CertificateMailTest(Story story) {
        this.story = story;
    }

    private ErasureCase over(AccountDeletionConfirmed event) {
        Participants.answer(story.running(event), Participants.OTHERS);
        return story.inState(event.requestId(), CaseState.COMPLETED);
    }

    @Test
    void aMailServiceThatIsDownDoesNotHoldUpTheErasure() {
        var event = story.confirm();
        var to = Doubles.address(event.accountId());
        Doubles.mailAnswers(to, "503", "503", "503");

        var over = over(event);

        assertThat(story.certificate(over).result()).isEqualTo("complete");
        assertThat(story.mail(event.requestId())).isEqualTo("FAILED");
        assertThat(over.mailTries()).isEqualTo(2);
        assertThat(Doubles.mails(to)).isEmpty();
        assertThat(story.addresses(event.accountId())).isZero();
    }

    @Test
    void aMailThatFailsTwiceIsSentAtTheThirdTryWithTheOneCertificate() throws Exception {
        var event = story.confirm();
        var to = Doubles.address(event.accountId());
        Doubles.mailAnswers(to, "500", "503");

        var over = over(event);

        assertThat(story.mail(event.requestId())).isEqualTo("SENT");
        assertThat(Doubles.mails(to)).hasSize(1);
        assertThat(attached(Doubles.mails(to).getFirst())).isEqualTo(over.certificate());
        assertThat(Participants.ownAnswers(event.accountId())).hasSize(1);
    }

    @Test
    void anAddressThatIsRefusedIsNotTriedAgain() {
        var event = story.confirm();
        Doubles.mailAnswers(Doubles.address(event.accountId()), "422");

        over(event);

        assertThat(story.mail(event.requestId())).isEqualTo("REFUSED");
    }

    @Test
    void aSlowMailIsWaitedFor() {
        var event = story.confirm();
        var to = Doubles.address(event.accountId());
        Doubles.mailAnswers(to, "slow");

        over(event);

        assertThat(story.mail(event.requestId())).isEqualTo("SENT");
        assertThat(Doubles.mails(to)).hasSize(1);
    }

    @Test
    void aSlowMailHoldsUpNobodyElse() {
        var slow = story.confirm();
        Doubles.mailAnswers(Doubles.address(slow.accountId()), "slow");
        Participants.answer(story.running(slow), Participants.OTHERS);
        await().until(() -> !Doubles.mails(Doubles.address(slow.accountId())).isEmpty());

        var other = over(story.confirm());

        assertThat(other.state()).isEqualTo(CaseState.COMPLETED);
        assertThat(story.find(slow.requestId()).state()).isEqualTo(CaseState.RUNNING);
        story.inState(slow.requestId(), CaseState.COMPLETED);
    }

    @Test
    @Tag("RI-3")
    void aCrashBetweenMailAndCommitSendsTheSameCertificateIdAgainAndKeepsOne() throws Exception {
        var event = story.confirm();
        var to = Doubles.address(event.accountId());
        Doubles.mailAnswers(to, "slow");
        Participants.answer(story.running(event), Participants.OTHERS);
        await().until(() -> Doubles.mails(to).size() == 1);

        cutTransactionsThatWait();

        var over =
                await().atMost(Duration.ofSeconds(40))
                        .until(
                                () -> story.find(event.requestId()),
                                found -> found.state() == CaseState.COMPLETED);
        assertThat(Doubles.mails(to)).hasSize(2);
        assertThat(certificateId(attached(Doubles.mails(to).get(0))))
                .isEqualTo(certificateId(over.certificate()))
                .isEqualTo(over.certificateId().toString());
        assertThat(attached(Doubles.mails(to).get(1))).isEqualTo(over.certificate());
        assertThat(story.certificate(over).result()).isEqualTo("complete");
        assertThat(Participants.ownAnswers(event.accountId())).hasSize(1);
    }

    /**
     * As a crash would: the server rolls back whatever has begun and does nothing at the moment.
     */
    private void cutTransactionsThatWait() {
        long cut =
                story.count(
                        """
                        SELECT count(pg_terminate_backend(pid)) AS n FROM pg_stat_activity
                        WHERE state = 'idle in transaction' AND datname = current_database()
                          AND pid <> pg_backend_pid() AND usename = current_user
                        """);
        assertThat(cut).isPositive();
    }

    private static String attached(String mail) throws JsonProcessingException {
        var base64 = new ObjectMapper().readTree(mail).path("attachment").path("base64").asText();
        return new String(Base64.getDecoder().decode(base64), US_ASCII);
    }

    private static String certificateId(String compact) throws Exception {
        var payload = Base64.getUrlDecoder().decode(compact.split("\\.")[1]);
        return new ObjectMapper().readTree(payload).path("jti").asText();
    }
}
