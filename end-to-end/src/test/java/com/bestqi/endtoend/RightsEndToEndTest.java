package com.bestqi.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.endtoend.client.Answer;
import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.client.Login;
import com.bestqi.endtoend.client.Mailbox;
import com.bestqi.endtoend.story.Departure;
import com.bestqi.endtoend.story.Estate;
import com.bestqi.endtoend.story.Patience;
import com.bestqi.endtoend.story.Resident;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Each right of a person, from the app through the gateway to every service and back. */
@ExtendWith(Suite.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsEndToEndTest {
    private static final Pattern CODE = Pattern.compile("(?<![0-9a-f-])([0-9]{6})(?![0-9a-f-])");
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Suite suite;
    private Resident cleo;

    RightsEndToEndTest(Suite suite) {
        this.suite = suite;
    }

    @BeforeAll
    void cleoSettlesIn() {
        cleo = suite.settled("Cleo");
    }

    static Answer awaitState(Resident who, String requestId, String state) {
        return Patience.until(
                LONG,
                () -> who.api().get("/v1/requests/" + requestId),
                answer -> answer.status() != 200 || answer.text("/state").equals(state));
    }

    static String open(Resident who, Map<String, ?> body) {
        var opened = who.freshApi().post("/v1/requests", body).expect(201);
        return opened.text("/requestId");
    }

    static String code(Resident who, String requestId) {
        var mails =
                Patience.until(
                        LONG,
                        () -> who.mailbox().mails(),
                        all -> all.stream().anyMatch(mail -> mail.source().contains(requestId)));
        var source =
                mails.stream()
                        .map(Mailbox.Mail::source)
                        .filter(mail -> mail.contains(requestId))
                        .findFirst()
                        .orElseThrow();
        var found = CODE.matcher(source.substring(source.indexOf("\r\n\r\n")));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    static Map<String, byte[]> copy(Suite suite, Resident who, String requestId) throws Exception {
        var token =
                new Login(suite.addresses()).direct(who.person().email(), who.person().password());
        var answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        suite.addresses().gateway()
                                                                + "/v1/requests/"
                                                                + requestId
                                                                + "/package"))
                                        .header("Authorization", "Bearer " + token)
                                        .build(),
                                BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        var files = new HashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return files;
    }

    @Test
    @Tag("RI-1")
    @Tag("RI-9")
    void aMailedCodeYieldsACopyOfEveryRowThatAnErasureCounts() throws Exception {
        var opened = cleo.api().post("/v1/requests", Map.of("type", "ACCESS")).expect(201);
        assertThat(opened.text("/state")).isEqualTo("VERIFYING");
        var requestId = opened.text("/requestId");
        var path = "/v1/requests/" + requestId + "/verification";
        var code = code(cleo, requestId);

        cleo.api()
                .post(path, Map.of("code", code.equals("000000") ? "000001" : "000000"))
                .expectProblem(422, "wrong-code");
        cleo.api().post(path, Map.of("code", code)).expect(200);
        awaitState(cleo, requestId, "COMPLETED");

        var files = copy(suite, cleo, requestId);
        assertThat(new String(files.get("index.html"), UTF_8)).contains(cleo.person().nickname());
        assertThat(lines(files, "data/device/reading.jsonl")).isEqualTo(71);
        assertThat(new String(files.get("data/account/account.jsonl"), UTF_8))
                .contains(cleo.person().email());
        var estate = Estate.settled(cleo.accountId(), suite.databases());
        for (var name : List.of("device", "phone", "location", "home")) {
            assertThat(lines(files, "data/device/" + name + ".jsonl"))
                    .as(name)
                    .isEqualTo(estate.count("device", name));
        }
    }

    private static long lines(Map<String, byte[]> files, String name) {
        var file = files.get(name);
        return file == null ? 0 : new String(file, UTF_8).lines().count();
    }

    @Test
    @Tag("RI-2")
    void aCorrectionReachesTheProfile() {
        var requestId =
                open(
                        cleo,
                        Map.of(
                                "type",
                                "RECTIFICATION",
                                "correction",
                                Map.of("field", "timeZone", "value", "Europe/Paris")));

        awaitState(cleo, requestId, "COMPLETED");

        assertThat(cleo.api().get("/v1/accounts/me").expect(200).text("/timeZone"))
                .isEqualTo("Europe/Paris");
    }

    @Test
    @Tag("RI-3")
    @Tag("RI-11")
    @Tag("I-5")
    void aPartIsErasedEverywhereWithProofAndTheRestStays() {
        var dora = suite.settled("Dora");
        var before = Estate.settled(dora.accountId(), suite.databases());
        assertThat(before.count("device", "location")).isPositive();
        var scope = Map.of("categories", List.of("location"));

        var requestId = open(dora, Map.of("type", "ERASURE", "scope", scope));
        awaitState(dora, requestId, "COMPLETED");

        var proof =
                new Certificates(suite)
                        .valid(dora.api().get("/v1/requests/" + requestId + "/certificate").body());
        assertThat(proof.services()).hasSize(5);
        var after = Estate.settled(dora.accountId(), suite.databases());
        assertThat(after.count("device", "location")).isZero();
        assertThat(after.count("device", "reading")).isEqualTo(before.count("device", "reading"));
        assertThat(dora.api().get("/v1/locations").expect(200).json().path("items")).isEmpty();
    }

    @Test
    @Tag("RI-3")
    @Tag("AC-5")
    void anErasureOfEverythingEndsTheAccountWithACertificate() {
        var evan = suite.settled("Evan");
        var preview = evan.api().get("/v1/requests/preview?type=ERASURE").expect(200).json();
        assertThat(preview.path("services")).hasSize(5);

        var opened = evan.freshApi().post("/v1/requests", Map.of("type", "ERASURE")).expect(201);
        var link = URI.create(opened.text("/statusUrl"));
        var departure =
                new Departure(
                        suite.addresses(),
                        UUID.fromString(opened.text("/requestId")),
                        link.getRawPath() + "?" + link.getRawQuery());

        var certificate = new Certificates(suite).valid(departure.certificate(LONG));
        assertThat(certificate.result()).isEqualTo("complete");
        suite.aftermath().nothingButEvidence(evan.accountId());
    }

    private static String certificate(Departure departure, String state) {
        return Patience.until(
                        LONG,
                        departure::status,
                        answer -> answer.status() == 200 && answer.text("/state").equals(state))
                .text("/certificate");
    }

    @Test
    @Tag("PU-5")
    @Tag("RI-3")
    @Tag("I-5")
    void anErasureUnderHoldIsPartialUntilTheHoldEnds(@TempDir Path folder) throws IOException {
        var finn = suite.settled("Finn");
        var saved = Map.of("DATA_DIR", suite.addresses().dataDir().toString());
        var verify = new VerifyCommand(folder);
        var officer =
                ApiClient.of(suite.addresses())
                        .as(new Login(suite.addresses()).direct("officer", "officer"));
        var hold =
                Map.of(
                        "ground",
                        "LEGAL_CLAIM",
                        "services",
                        List.of("device"),
                        "categories",
                        List.of("reading"));
        var holdId =
                officer.post(
                                "/v1/admin/holds",
                                Map.of("accountId", finn.accountId().toString(), "hold", hold))
                        .expect(201)
                        .text("/holdId");
        var departure = Departure.confirm(suite.addresses(), finn);

        var partial = verify.run(certificate(departure, "PARTIAL"), saved);
        officer.post("/v1/admin/holds/" + holdId + "/release", Map.of()).expect(200);
        var complete = verify.run(certificate(departure, "COMPLETED"), saved);

        assertThat(partial.exitCode()).isZero();
        assertThat(partial.output())
                .contains("Result: partial", "Kept: device, reading, because: legal hold " + holdId)
                .contains("The person's key is not destroyed in: device.");
        assertThat(complete.exitCode()).isZero();
        assertThat(complete.output()).contains("Result: complete", "It takes the place of");
        suite.aftermath().nothingButEvidence(finn.accountId());
    }

    @Test
    @Tag("PU-5")
    @Tag("SH-1")
    void staffSeeTheQueueAndTheMapOfAllData() {
        var requestId = open(cleo, Map.of("type", "OBJECTION", "details", "no analysis"));
        var officer =
                ApiClient.of(suite.addresses())
                        .as(new Login(suite.addresses()).direct("officer", "officer"));
        var auditor =
                ApiClient.of(suite.addresses())
                        .as(new Login(suite.addresses()).direct("auditor", "auditor"));

        assertThat(officer.get("/v1/admin/requests?limit=200").expect(200).body())
                .contains(requestId);
        auditor.get("/v1/admin/requests").expect(403);
        var map = auditor.get("/v1/admin/data-map").expect(200).json();
        assertThat(map.path("services")).hasSize(5);
        for (var service : map.path("services")) {
            assertThat(service.path("stores").size())
                    .as(service.path("service").asText())
                    .isGreaterThan(12);
        }
        auditor.get("/v1/admin/audit?service=device&limit=5").expect(200);
    }
}
