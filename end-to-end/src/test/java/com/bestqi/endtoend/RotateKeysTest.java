package com.bestqi.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bestqi.endtoend.story.Departure;
import com.bestqi.endtoend.story.Resident;
import com.bestqi.localstack.MasterKeyFile;
import com.bestqi.localstack.Services;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The master keys of a running suite are replaced. */
@ExtendWith(Suite.Extension.class)
@Tag("I-9")
@Tag("SE-4")
class RotateKeysTest {
    private final Suite suite;

    RotateKeysTest(Suite suite) {
        this.suite = suite;
    }

    private record Said(int exitCode, String output) {}

    private static Said rotate(
            Map<String, String> environment, Duration patience, String... arguments) {
        var said = new ByteArrayOutputStream();
        int exitCode =
                new RotateKeys(environment, new PrintStream(said, true, UTF_8), patience)
                        .run(List.of(arguments));
        return new Said(exitCode, said.toString(UTF_8));
    }

    private Said rotate(Duration patience, String... arguments) {
        return rotate(suite.addresses().values(), patience, arguments);
    }

    private MasterKeyFile keys(String service) {
        return MasterKeyFile.of(suite.addresses().dataDir(), service);
    }

    @Test
    @Tag("RT-3")
    @Tag("RI-3")
    void callsGoOnAnOldCopyIsUselessAndLeavingStillCertifies() throws Exception {
        var resident = suite.newcomer("Rosa");
        var name = resident.api().get("/v1/accounts/me").expect(200).body();
        var before = new TreeSet<String>();
        Services.ALL.forEach(service -> before.addAll(keys(service).names()));
        var copy = wrapped(resident);
        var statuses = new TreeSet<Integer>();
        var done = new AtomicBoolean();

        try (var caller = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls =
                    caller.submit(() -> {
                        while (!done.get()) {
                            statuses.add(resident.api().get("/v1/accounts/me").status());
                            statuses.add(
                                    suite.newcomer("Later").api().get("/v1/accounts/me").status());
                        }
                    });
            var said = rotate(Duration.ofSeconds(20));
            done.set(true);
            calls.get();
            assertThat(said.exitCode()).as(said.output()).isZero();
        }

        assertThat(statuses).containsExactly(200);
        for (var service : Services.ALL) {
            assertThat(keys(service).names()).hasSize(1).doesNotContainAnyElementsOf(before);
            assertThat(
                            suite.databases()
                                    .number(
                                            service + "_keys",
                                            "SELECT count(*) FROM subject_key"
                                                    + " WHERE master_key_id <> ?",
                                            keys(service).current()))
                    .isZero();
        }
        var left = keys("account");
        assertThatThrownBy(() -> unwrap(left.key(left.current()), copy, resident))
                .isInstanceOf(GeneralSecurityException.class);
        unwrap(left.key(left.current()), wrapped(resident), resident);
        assertThat(new Plaintexts(suite).all())
                .anyMatch(text -> text.contains(resident.person().email()));
        assertThat(resident.api().get("/v1/accounts/me").expect(200).body()).isEqualTo(name);
        var departure = Departure.confirm(suite.addresses(), resident);
        new Certificates(suite).valid(departure.certificate(Duration.ofSeconds(30)));
    }

    private String wrapped(Resident resident) {
        return suite.databases()
                .text(
                        "account_keys",
                        "SELECT encode(wrapped, 'hex') FROM subject_key WHERE subject_id = ?",
                        resident.accountId());
    }

    private static void unwrap(String master, String wrapped, Resident resident)
            throws GeneralSecurityException {
        new AesGcmJce(Base64.getDecoder().decode(master))
                .decrypt(
                        HexFormat.of().parseHex(wrapped),
                        ("key/" + resident.accountId()).getBytes(UTF_8));
    }

    @Test
    @Tag("F3")
    void whatWasCutOffIsFinishedByTheNextCallBeforeItBeginsAnew() {
        var first = keys("consent").current();
        suite.newcomer("Cora");
        suite.stack().pause("consent");
        try {
            var said = rotate(Duration.ofMillis(500), "consent");

            assertThat(said.exitCode()).isEqualTo(1);
            assertThat(said.output()).contains("Cannot rotate: consent does not go on");
            assertThat(keys("consent").names()).hasSize(2).contains(first);
        } finally {
            suite.stack().resume("consent");
        }
        var second = keys("consent").current();

        var said = rotate(Duration.ofSeconds(20), "consent");

        assertThat(said.exitCode()).as(said.output()).isZero();
        assertThat(said.output()).contains("consent: finishing what was begun");
        assertThat(keys("consent").names()).hasSize(1).doesNotContain(first, second);
    }

    @Test
    void whatCannotBeDoneIsSaidInOneLineAndChangesNothing(@TempDir Path empty) throws Exception {
        var names = keys("device").names();
        var elsewhere = new HashMap<>(suite.addresses().values());
        elsewhere.put("POSTGRES_URL", "postgresql://localhost:1");
        var nowhere = new HashMap<>(suite.addresses().values());
        nowhere.put("DATA_DIR", empty.toString());
        var patience = Duration.ofSeconds(1);

        assertThat(rotate(patience, "nobody").output()).startsWith("Use: rotate-keys [");
        assertThat(rotate(patience, "device", "account").output()).startsWith("Use: rotate-keys [");
        for (var environment : List.of(elsewhere, nowhere, Map.of("POSTGRES_URL", "x"))) {
            var said = rotate(environment, patience, "device");
            assertThat(said.exitCode()).isEqualTo(1);
            assertThat(said.output().lines()).hasSize(1);
            assertThat(said.output()).startsWith("Cannot rotate: ");
        }
        try (var other = keys("device").lock()) {
            assertThat(other).isNotNull();
            assertThat(rotate(patience, "device").output())
                    .startsWith("Cannot rotate: somebody else is changing");
        }
        assertThat(keys("device").names()).isEqualTo(names);
        try (var files = Files.list(empty)) {
            assertThat(files).isEmpty();
        }
    }
}
