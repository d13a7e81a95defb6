package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bestqi.endtoend.client.Mailbox;
import com.bestqi.endtoend.inspection.FileSearch;
import com.bestqi.endtoend.story.Aftermath;
import com.bestqi.endtoend.story.BrokenPromise;
import com.bestqi.endtoend.story.Departure;
import com.bestqi.endtoend.story.Estate;
import com.bestqi.endtoend.story.Resident;
import com.bestqi.localstack.Services;
import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.CertificateVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two persons settle in, one of them leaves; each test looks at one thing that must be true then.
 */
@ExtendWith(Suite.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeavingEndToEndTest {
    private final Suite suite;
    private final Aftermath aftermath;
    private Resident ada;
    private Resident ben;
    private Estate adasEstate;
    private Estate bensEstate;
    private List<FileSearch.Hit> plaintext;
    private Departure departure;
    private CertificateVerifier verifier;
    private String compact;
    private Certificate certificate;

    LeavingEndToEndTest(Suite suite) {
        this.suite = suite;
        this.aftermath = suite.aftermath();
    }

    @BeforeAll
    void adaLeaves() {
        ada = suite.settled("Ada");
        ben = suite.settled("Ben");
        assertThat(ada.mailbox().await(1)).isPresent();
        assertThat(ben.mailbox().await(1)).isPresent();
        adasEstate = Estate.settled(ada.accountId(), suite.databases());
        bensEstate = Estate.settled(ben.accountId(), suite.databases());
        plaintext = new DataFiles(suite).search(ada.person(), ben.person());

        Departure.refuseStaleLogin(ada);
        departure = Departure.confirm(suite.addresses(), ada);
        compact = departure.certificate(Duration.ofSeconds(60));
        verifier = new Certificates(suite).verifier();
        certificate = new Certificates(suite).valid(compact);
    }

    @Test
    @Tag("RI-3")
    void beforehandEveryServiceHeldRowsOfBoth() {
        assertThat(Services.ALL)
                .allSatisfy(service -> {
                    assertThat(adasEstate.count(service)).isPositive();
                    assertThat(bensEstate.count(service)).isPositive();
                });
        assertThat(adasEstate.count("device", "reading")).isEqualTo(71);
        assertThat(adasEstate.count("device", "location")).isEqualTo(5);
        assertThat(adasEstate.count("device", "device")).isEqualTo(3);
    }

    @Test
    @Tag("SE-4")
    void beforehandNoConfidentialFieldLayInADataFileInClear() {
        assertThat(plaintext).isEmpty();
    }

    @Test
    @Tag("AC-5")
    @Tag("RI-3")
    @Tag("RT-2")
    void noServiceHoldsARowOfTheErased() {
        aftermath.nothingButEvidence(ada.accountId());
        aftermath.noTraceInDatabases(ada.person().traces());
    }

    @Test
    @Tag("RI-3")
    @Tag("RT-3")
    void theKeysOfTheErasedAreDestroyedEverywhere() {
        aftermath.keysDestroyed(ada.accountId());
    }

    @Test
    @Tag("AC-5")
    void theLogInOfTheErasedIsGone() {
        aftermath.noLogIn(ada);
    }

    @Test
    @Tag("RI-3")
    void whatWasHereBeforeDecryptsToNothingOfTheErasedAndAllOfTheOther() {
        var texts = new Plaintexts(suite).all();

        assertThat(texts).noneMatch(text -> text.contains(ada.person().word()));
        var person = ben.person();
        for (var wanted :
                List.of(
                        person.email(),
                        person.name(),
                        person.nickname(),
                        person.phone(),
                        person.wifi(),
                        person.carrier(),
                        person.deviceName("thermostat"),
                        person.serial("fitness-band"),
                        person.message(),
                        Double.toString(person.latitude()))) {
            assertThat(texts).anyMatch(text -> text.contains(wanted));
        }
    }

    @Test
    @Tag("RI-3")
    void whatTheOtherHasIsExactlyWhatTheyHad() {
        aftermath.untouched(bensEstate, Estate.settled(ben.accountId(), suite.databases()));
        assertThat(ben.api().get("/v1/accounts/me").expect(200).text("/nickname"))
                .isEqualTo(ben.person().nickname());
        assertThat(ben.api().get("/v1/locations").expect(200).body())
                .contains(Double.toString(ben.person().latitude()));
    }

    @Test
    @Tag("RI-3")
    void noTopicCarriesAWordOfAnybody() {
        aftermath.noTraceInTopics(ada.person().traces());
        aftermath.noTraceInTopics(ben.person().traces());
        aftermath.nothingParked();
    }

    @Test
    @Tag("SE-3")
    void noLogHasAWordOfAnybody() {
        aftermath.noTraceInLogs(ada.person().traces());
        aftermath.noTraceInLogs(ben.person().traces());
    }

    @Test
    @Tag("RI-3")
    void theCertificateSaysCompleteWithTheCountsOfWhatWasThere() {
        assertThat(certificate.result()).isEqualTo("complete");
        assertThat(certificate.kept()).isEmpty();
        assertThat(certificate.sub()).isEqualTo(ada.accountId());
        assertThat(certificate.requestId()).isEqualTo(departure.requestId());
        assertThat(certificate.services())
                .extracting(Certificate.ServiceOutcome::service)
                .containsExactlyInAnyOrderElementsOf(Services.ALL);
        aftermath.countsAreExact(certificate, adasEstate);
    }

    @Test
    @Tag("RI-3")
    void aCertificateWithAnyByteChangedIsWorthNothing() {
        assertThat(ChangedBytes.of(compact))
                .allSatisfy(changed ->
                        assertThat(verifier.verify(changed))
                                .isInstanceOf(CertificateVerifier.Invalid.class));
    }

    @Test
    @Tag("RI-3")
    void lateReadingsOfTheErasedAreRefusedAndNotStored() {
        aftermath.devicesAreRefused(ada);

        ada.api().get("/v1/accounts/me").expectProblem(410, "account-erased");
        aftermath.nothingButEvidence(ada.accountId());
    }

    @Test
    @Tag("RI-8")
    void theErasedGetsTheCertificateByMailOnce() {
        var mails = ada.mailbox().await(2);

        assertThat(mails).isPresent();
        assertThat(ada.mailbox().mails()).hasSize(2);
        assertThat(ada.mailbox().mails().stream().map(Mailbox.Mail::source))
                .anyMatch(source -> source.contains(departure.requestId().toString()));
    }

    @Test
    @Tag("RI-3")
    void theStatusLinkOpensForItsBearerAlone() {
        var path = "/v1/erasures/" + departure.requestId();

        assertThat(departure.status().expect(200).json().path("services")).hasSize(5);
        suite.anyone().get(path).expectProblem(404, "not-found");
        suite.anyone().get(path + "?token=wrong").expectProblem(404, "not-found");
    }

    @Test
    @Tag("RI-3")
    void theSearchFindsWhatAnErasureMissed() {
        var databases = suite.databases();
        databases.execute("device", "CREATE TABLE missed (note text, raw bytea)");
        try {
            databases.execute(
                    "device",
                    "INSERT INTO missed (raw) VALUES (convert_to(?, 'UTF8'))",
                    ada.person().email());

            assertThatThrownBy(() -> aftermath.noTraceInDatabases(ada.person().traces()))
                    .isInstanceOf(BrokenPromise.class)
                    .hasMessageContaining("device.missed");
        } finally {
            databases.execute("device", "DROP TABLE missed");
        }
    }

    @Test
    @Tag("RI-3")
    void theVerifyCommandTellsValidFromInvalid(@TempDir Path folder) throws IOException {
        var command = new VerifyCommand(folder);
        var changed = compact.substring(0, 100) + "x" + compact.substring(101);

        var saved = Map.of("DATA_DIR", suite.addresses().dataDir().toString());

        var valid = command.run("\n  " + compact + " \n", saved);

        assertThat(valid.output()).contains("Result: complete", "reading", "71");
        assertThat(valid.exitCode()).isZero();
        assertThat(command.run(changed, saved).exitCode()).isEqualTo(1);
        assertThat(command.run(changed, saved).output()).contains("NOT VALID");
        var elsewhere =
                Map.of("DATA_DIR", folder.toString(), "GATEWAY_URL", suite.addresses().gateway());
        assertThat(command.run(compact, elsewhere).exitCode()).isZero();
    }
}
