package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.endtoend.story.Resident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Receipts from the gateway, checked by the command. */
@ExtendWith(Suite.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("RI-7")
class ReceiptEndToEndTest {
    private final Suite suite;
    private Resident person;
    private String keys;
    private String granted;
    private String withdrawn;

    @TempDir private Path folder;

    ReceiptEndToEndTest(Suite suite) {
        this.suite = suite;
    }

    @BeforeAll
    void grantAndWithdraw() {
        person = suite.settled("Rita");
        person.switchOff("geofence");
        person.switchOn(List.of("geofence"));
        granted = receipt();
        person.switchOff("geofence");
        withdrawn = receipt();
        keys = suite.anyone().get("/v1/receipts/keys").expect(200).body();
    }

    private String receipt() {
        return person.api().get("/v1/consents/geofence/receipt").expect(200).body();
    }

    @Test
    @Tag("PM-2")
    @Tag("SH-1")
    void aGrantIsPutIntoWordsOffline() throws IOException {
        var result = verify(granted, keys);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("Valid.")
                .contains(person.accountId().toString())
                .contains("Consent was given on")
                .contains("geofence@1")
                .contains("Google Maps (US)");
    }

    @Test
    void aWithdrawalIsPutIntoWordsOffline() throws IOException {
        var result = verify(withdrawn, keys);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("Consent was withdrawn on");
    }

    @Test
    void withoutKeysItAsksTheGateway() throws IOException {
        var file = Files.writeString(folder.resolve("asks.jwt"), granted);

        var result =
                VerifyCommand.run(
                        List.of(file.toString()),
                        Map.of(
                                "DATA_DIR",
                                folder.toString(),
                                "GATEWAY_URL",
                                suite.addresses().gateway()));

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    @Tag("SD-2")
    void everyChangedByteIsFound() throws IOException {
        for (var changed : ChangedBytes.of(granted)) {
            var result = verify(changed, keys);

            assertThat(result.exitCode()).as(changed).isEqualTo(1);
            assertThat(result.output()).contains("NOT VALID");
        }
    }

    @Test
    void keysThatDidNotSignItDoNotVerifyIt() throws IOException {
        assertThat(verify(granted, "{\"keys\":[]}").exitCode()).isEqualTo(1);
    }

    private VerifyCommand.Result verify(String compact, String jwks) throws IOException {
        var file = Files.createTempFile(folder, "receipt", ".jwt");
        var keyFile = Files.createTempFile(folder, "keys", ".json");
        Files.writeString(file, compact);
        Files.writeString(keyFile, jwks);
        return VerifyCommand.run(List.of(file.toString(), "--keys", keyFile.toString()), Map.of());
    }
}
