package com.bestqi.endtoend;

import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.story.Aftermath;
import com.bestqi.endtoend.story.BrokenPromise;
import com.bestqi.endtoend.story.CertificateWords;
import com.bestqi.endtoend.story.Departure;
import com.bestqi.endtoend.story.Estate;
import com.bestqi.endtoend.story.Narrator;
import com.bestqi.endtoend.story.Person;
import com.bestqi.endtoend.story.Resident;
import com.bestqi.endtoend.story.SettlingIn;
import com.bestqi.localstack.Services;
import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.CertificateVerifier;
import com.bestqi.platform.proof.KeySet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The story of Ada, who leaves, and Ben, who stays. */
final class DemoStory {
    private static final Duration ERASURE = Duration.ofSeconds(60);

    private final StackAddresses stack;
    private final Narrator narrator;
    private final Databases databases;
    private final Aftermath aftermath;

    DemoStory(StackAddresses stack, Narrator narrator) {
        this.stack = stack;
        this.narrator = narrator;
        this.databases = new Databases(stack);
        this.aftermath = new Aftermath(stack);
    }

    void tell() throws IOException {
        narrator.chapter("Ada and Ben move in");
        var ada = narrator.gives("Ada registers and logs in", () -> arrival("Ada"));
        var ben = narrator.gives("Ben registers and logs in", () -> arrival("Ben"));
        for (var step : SettlingIn.steps()) {
            narrator.does("both: " + step.words(), () -> List.of(ada, ben).forEach(step.calls()));
        }
        narrator.gives(
                "Ada finds a welcome in the mail", () -> welcome(ada), subject -> ": " + subject);
        narrator.gives(
                "Ada looks into the app's inbox",
                () -> ada.inbox().size(),
                messages -> ": %d messages".formatted(messages));

        narrator.chapter("What the services hold of them, in rows");
        var adasEstate = Estate.settled(ada.accountId(), databases);
        var bensEstate = Estate.settled(ben.accountId(), databases);
        showEstates(adasEstate, bensEstate);

        narrator.chapter("Ada deletes her account");
        narrator.does(
                "a log-in of unknown age is refused, and told to log in again",
                () -> Departure.refuseStaleLogin(ada));
        var api = narrator.gives("Ada logs in again, in the browser", ada::freshApi);
        var departure =
                narrator.gives(
                        "Ada confirms: delete my account",
                        () -> Departure.accepted(stack, api.delete("/v1/accounts/me")));
        var compact =
                narrator.gives(
                        "the status link ends with a certificate",
                        () -> departure.certificate(ERASURE));

        narrator.chapter("The certificate, checked offline");
        var certificate = checkCertificate(compact, adasEstate);
        var file = save(compact);
        narrator.says("");
        CertificateWords.summary(certificate).forEach(narrator::says);

        narrator.chapter("Nothing of Ada is left, all of Ben is");
        lookForAda(ada);
        narrator.does(
                "Ben's rows are what they were, every column of them",
                () -> aftermath.untouched(bensEstate, Estate.settled(ben.accountId(), databases)));
        narrator.does("Ben's app works as before", () -> stillAtHome(ben));
        narrator.says("");
        narrator.says("The certificate is in " + file + ". To check it again, and read");
        narrator.says("what it does not claim: ./suite verify " + file);
    }

    private Resident arrival(String name) {
        return Resident.register(stack, Person.called(name));
    }

    private static String welcome(Resident resident) {
        var mail = resident.mailbox().await(1);
        BrokenPromise.unless(mail.isPresent(), "no welcome mail came within 20 s");
        return mail.get().subject();
    }

    private void showEstates(Estate ada, Estate ben) {
        var tables = new TreeSet<>(ada.counts().keySet());
        tables.addAll(ben.counts().keySet());
        narrator.says(String.format("%-18s %-20s %8s %8s", "database", "table", "Ada", "Ben"));
        for (var table : tables) {
            narrator.says(
                    String.format(
                            Locale.ROOT,
                            "%-18s %-20s %,8d %,8d",
                            table.database(),
                            table.name(),
                            ada.count(table.database(), table.name()),
                            ben.count(table.database(), table.name())));
        }
        for (var service : Services.ALL) {
            BrokenPromise.unless(
                    ada.count(service) > 0 && ben.count(service) > 0,
                    service + " should hold something of both");
        }
    }

    private Certificate checkCertificate(String compact, Estate before) {
        var jwks = ApiClient.of(stack).get("/v1/certificates/keys").expect(200).body();
        var verifier = new CertificateVerifier(KeySet.parse(jwks));
        var certificate =
                switch (verifier.verify(compact)) {
                    case CertificateVerifier.Valid valid -> valid.certificate();
                    case CertificateVerifier.Invalid invalid ->
                            throw new BrokenPromise(
                                    "the certificate is not valid: " + invalid.faults());
                };
        narrator.does("its signatures and its hash tree hold", () -> {});
        narrator.does(
                "it says complete",
                () ->
                        BrokenPromise.unless(
                                certificate.result().equals("complete"),
                                "the certificate says " + certificate.result()));
        narrator.does(
                "its counts are those of the table above",
                () -> aftermath.countsAreExact(certificate, before));
        narrator.does(
                "with one byte changed it is worth nothing",
                () -> refuseChanged(verifier, compact));
        return certificate;
    }

    private static void refuseChanged(CertificateVerifier verifier, String compact) {
        int middle = compact.length() / 2;
        char other = compact.charAt(middle) == 'A' ? 'B' : 'A';
        var changed = compact.substring(0, middle) + other + compact.substring(middle + 1);
        BrokenPromise.unless(
                verifier.verify(changed) instanceof CertificateVerifier.Invalid,
                "a certificate with a changed byte passed");
    }

    private void lookForAda(Resident ada) {
        var traces = ada.person().traces();
        narrator.does(
                "no row of any table names her account, but tombstones and evidence",
                () -> aftermath.nothingButEvidence(ada.accountId()));
        narrator.does(
                "no column of any database holds a word of hers, Keycloak's included",
                () -> aftermath.noTraceInDatabases(traces));
        narrator.does(
                "her keys are destroyed in all five services",
                () -> aftermath.keysDestroyed(ada.accountId()));
        narrator.does("her log-in is gone", () -> aftermath.noLogIn(ada));
        narrator.gives(
                "no topic carries a word of hers",
                () -> aftermath.noTraceInTopics(traces),
                events -> " (%,d events read)".formatted(events));
        narrator.does("no log has a word of hers", () -> aftermath.noTraceInLogs(traces));
        narrator.does(
                "her devices report on, and are refused: 410",
                () -> aftermath.devicesAreRefused(ada));
        narrator.does(
                "and still no row names her account",
                () -> aftermath.nothingButEvidence(ada.accountId()));
        narrator.does("no event was put aside", aftermath::nothingParked);
    }

    private static void stillAtHome(Resident ben) {
        BrokenPromise.unless(
                ben.api()
                        .get("/v1/accounts/me")
                        .expect(200)
                        .text("/email")
                        .equals(ben.person().email()),
                "Ben's profile changed");
        ben.devices().getFirst().report("temperature", 3, 21).expect(202);
    }

    private Path save(String compact) throws IOException {
        var folder = stack.dataDir().resolve("certificates");
        Files.createDirectories(folder);
        var file = folder.resolve("ada.jwt");
        Files.writeString(file, compact + "\n");
        var here = Path.of("").toAbsolutePath();
        return file.startsWith(here) ? here.relativize(file) : file;
    }
}
