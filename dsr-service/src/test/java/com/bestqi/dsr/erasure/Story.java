package com.bestqi.dsr.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountDeletionConfirmed;
import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.CertificateVerifier;
import com.bestqi.platform.proof.KeySet;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.ParticipantKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** What the tests of this feature tell and ask again and again. */
@ApplicationScoped
class Story {
    static final Instant CONFIRMED_AT = Instant.parse("2026-11-22T09:30:00Z");

    private final ErasureCaseRepository cases;
    private final Database database;

    Story(ErasureCaseRepository cases, Database database) {
        this.cases = cases;
        this.database = database;
    }

    /** A new person confirms the deletion. */
    AccountDeletionConfirmed confirm() {
        var event =
                new AccountDeletionConfirmed(UUID.randomUUID(), UUID.randomUUID(), CONFIRMED_AT);
        Bus.publish(event);
        return event;
    }

    /** The case once its directive is out. */
    ErasureCase running(AccountDeletionConfirmed event) {
        return inState(event.requestId(), CaseState.RUNNING);
    }

    ErasureCase inState(UUID requestId, CaseState state) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> cases.find(requestId).orElse(null),
                        found -> found != null && found.state() == state);
    }

    ErasureCase find(UUID requestId) {
        return cases.find(requestId).orElseThrow();
    }

    /** The certificate of a case, checked as an outsider would. */
    Certificate certificate(ErasureCase over) {
        var verdict =
                new CertificateVerifier(KeySet.parse(ParticipantKeys.publicKeys()))
                        .verify(over.certificate());
        assertThat(verdict).isInstanceOf(CertificateVerifier.Valid.class);
        return ((CertificateVerifier.Valid) verdict).certificate();
    }

    String mail(UUID requestId) {
        return database.first(
                        "SELECT mail FROM erasure_case WHERE request_id = ?",
                        rows -> rows.getString("mail"),
                        requestId)
                .orElseThrow();
    }

    long addresses(UUID accountId) {
        return count("SELECT count(*) AS n FROM erasure_contact WHERE account_id = ?", accountId);
    }

    long answers(UUID requestId) {
        return count("SELECT count(*) AS n FROM erasure_outcome WHERE request_id = ?", requestId);
    }

    /** Waits until everything published before about this person is applied: poison comes last. */
    void applied(String topic, UUID accountId) {
        var poison = UUID.randomUUID().toString().getBytes(UTF_8);
        Bus.publishRaw(topic, accountId.toString(), poison, Map.of());
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                count(
                                        "SELECT count(*) AS n FROM parked_event WHERE payload = ?",
                                        (Object) poison),
                        parked -> parked == 1);
    }

    /** Events about this person that were refused. */
    long parked(String topic, UUID accountId) {
        return count(
                "SELECT count(*) AS n FROM parked_event WHERE topic = ? AND key = ?",
                topic,
                accountId.toString());
    }

    long count(String sql, Object... arguments) {
        return database.first(sql, rows -> rows.getLong("n"), arguments).orElseThrow();
    }
}
