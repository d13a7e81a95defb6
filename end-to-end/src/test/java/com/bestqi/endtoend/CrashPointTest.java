package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.endtoend.story.Departure;
import com.bestqi.localstack.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services die at the points where the protocol could lose or repeat something (F2). */
@ExtendWith(Suite.Extension.class)
class CrashPointTest {
    private static final Duration BACK = Duration.ofSeconds(60);
    private static final Duration DONE = Duration.ofSeconds(90);

    private final Suite suite;

    CrashPointTest(Suite suite) {
        this.suite = suite;
    }

    @AfterEach
    void everythingIsBack() {
        Services.ALL.forEach(service -> suite.stack().awaitReady(service, BACK));
    }

    @ParameterizedTest
    // In turn, so that each has been at work before it dies again.
    @CsvSource({
        "device, enter",
        "account, send",
        "dsr, addAll",
        "device, saveProgress",
        "dsr, mark",
        "account, mark",
        "device, finish",
        "dsr, enter",
        "device, commitSync"
    })
    @Tag("RI-3")
    @Tag("F2")
    void aDeathAtAnyPointEndsInOneExactCertificate(String service, String point)
            throws IOException {
        var resident = suite.settled("Petra");
        assertThat(resident.mailbox().await(1)).isPresent();
        var rows =
                suite.databases()
                        .number(
                                "device",
                                "SELECT count(*) FROM reading WHERE account_id = ?",
                                resident.accountId());
        var fresh = resident.freshApi();
        var marker = suite.dieAt(service, point);

        var answer = fresh.delete("/v1/accounts/me");

        await().atMost(DONE).until(() -> !Files.exists(marker));
        // account-service dies after a commit, sometimes before its answer, and sometimes after
        // that of a heartbeat, before it has heard the call: who got no answer asks again.
        assertThat(answer.status()).isIn(202, service.equals("account") ? 503 : 202);
        suite.stack().awaitReady(service, BACK);
        if (answer.status() == 503) {
            await().atMost(BACK)
                    .until(
                            () -> fresh.delete("/v1/accounts/me").status(),
                            again -> again == 202 || again == 410);
        }
        var certificate = new Certificates(suite).issuedTo(resident.accountId(), DONE);
        assertThat(certificate.result()).isEqualTo("complete");
        assertThat(Certificates.erased(certificate, "reading")).isEqualTo(rows);
        suite.aftermath().nothingButEvidence(resident.accountId());
        assertThat(resident.mailbox().await(2)).isPresent();
        assertThat(
                        suite.databases()
                                .number(
                                        "dsr",
                                        "SELECT count(*) FROM erasure_case WHERE account_id = ?",
                                        resident.accountId()))
                .isEqualTo(1);
    }

    @Test
    @Tag("F2")
    void aDeathBeforeTheCommitLeavesEverythingAsItWas() throws IOException {
        var resident = suite.settled("Peter");
        var fresh = resident.freshApi();
        var marker = suite.dieAt("account", "addAll");

        var refused = fresh.delete("/v1/accounts/me");

        assertThat(refused.status()).isIn(502, 503, 504);
        assertThat(Files.exists(marker)).isFalse();
        suite.stack().awaitReady("account", BACK);
        fresh.get("/v1/accounts/me").expect(200);
        var departure = Departure.confirm(suite.addresses(), resident);
        new Certificates(suite).valid(departure.certificate(DONE));
    }
}
