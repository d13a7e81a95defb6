package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.endtoend.story.Departure;
import com.bestqi.endtoend.story.Resident;
import com.bestqi.localstack.Services;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Something is killed in the middle of a large erasure (F1, F2). */
@ExtendWith(Suite.Extension.class)
class CrashTest {
    private static final int ROWS = 200_000;
    private static final Duration BACK = Duration.ofSeconds(60);
    private static final Duration DONE = Duration.ofSeconds(120);

    private final Suite suite;

    CrashTest(Suite suite) {
        this.suite = suite;
    }

    @ParameterizedTest
    @ValueSource(strings = {"device", "dsr", "kafka"})
    @Tag("RI-3")
    @Tag("F1")
    @Tag("F2")
    void theCertificateComesCompleteExactAndOnce(String killed) {
        var resident = suite.newcomer("Cleo");
        awaitKnownEverywhere(resident.accountId());
        assertThat(resident.mailbox().await(1)).isPresent();
        insertReadings(resident.accountId());
        var departure = Departure.confirm(suite.addresses(), resident);
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(30))
                .until(() -> erasedSoFar(resident.accountId()) > 0);

        suite.stack().kill(killed);

        assertThat(erasedSoFar(resident.accountId())).as("killed in the middle").isLessThan(ROWS);
        suite.stack().awaitReady(killed, BACK);
        var compact = departure.certificate(DONE);
        var certificate = new Certificates(suite).valid(compact);
        assertThat(certificate.result()).isEqualTo("complete");
        assertThat(Certificates.erased(certificate, "reading")).isEqualTo(ROWS);
        suite.aftermath().nothingButEvidence(resident.accountId());
        suite.aftermath().keysDestroyed(resident.accountId());
        once(resident, departure, compact);
    }

    private void once(Resident resident, Departure departure, String compact) {
        assertThat(resident.mailbox().await(2)).isPresent();
        assertThat(resident.mailbox().mails()).hasSize(2);
        assertThat(departure.status().text("/certificate")).isEqualTo(compact);
        assertThat(
                        suite.databases()
                                .number(
                                        "dsr",
                                        "SELECT count(*) FROM erasure_case WHERE account_id = ?",
                                        resident.accountId()))
                .isEqualTo(1);
    }

    private void awaitKnownEverywhere(UUID accountId) {
        for (var service : Services.ALL) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            suite.databases()
                                            .number(
                                                    service,
                                                    "SELECT count(*) FROM data_subject"
                                                            + " WHERE account_id = ?",
                                                    accountId)
                                    == 1);
        }
    }

    private void insertReadings(UUID accountId) {
        suite.databases()
                .execute(
                        "device",
                        "INSERT INTO reading"
                                + " (account_id, device_id, at, consent_revision, value, type)"
                                + " SELECT ?, ?, now() - n * interval '1 second', 0, 20, 'temperature'"
                                + " FROM generate_series(1, ?) AS n",
                        accountId,
                        UUID.randomUUID(),
                        ROWS);
    }

    private long erasedSoFar(UUID accountId) {
        return suite.databases()
                .number(
                        "device",
                        "SELECT coalesce(max((erased ->> 'reading')::bigint), 0)"
                                + " FROM erasure_task WHERE account_id = ?",
                        accountId);
    }
}
