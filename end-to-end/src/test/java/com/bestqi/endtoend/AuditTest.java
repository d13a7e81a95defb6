package com.bestqi.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.client.Login;
import com.bestqi.localstack.Services;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The audit of a running suite, asked of the services and read without them. */
@ExtendWith(Suite.Extension.class)
@Tag("I-10")
@Tag("SE-3")
class AuditTest {
    private final Suite suite;

    AuditTest(Suite suite) {
        this.suite = suite;
    }

    private record Said(int exitCode, String output) {}

    private static Said verify(Map<String, String> environment, String... services) {
        var said = new ByteArrayOutputStream();
        int exitCode =
                new VerifyAudit(environment, new PrintStream(said, true, UTF_8))
                        .run(List.of(services));
        return new Said(exitCode, said.toString(UTF_8));
    }

    private ApiClient staff(String name) {
        return suite.anyone().as(new Login(suite.addresses()).direct(name, name));
    }

    @Test
    void everyServiceLetsStaffCheckItsChain() {
        var officer = staff("officer");
        for (var service : Services.ALL) {
            var path = "/v1/admin/" + service + "/audit/check";
            var answer = officer.get(path).expect(200).json();

            assertThat(answer.path("verified")).isEqualTo(answer.path("entries"));
            assertThat(answer.has("firstBroken")).isFalse();
            assertThat(staff("support").get(path).status()).isEqualTo(403);
            assertThat(ApiDocument.of(suite).routes())
                    .extracting(ApiDocument.Route::path)
                    .contains(path);
        }
    }

    @Test
    void theCommandFindsEveryChainUnbrokenAndNamesTheEntryThatIsNot() {
        var databases = suite.databases();
        // The welcome mail asks account-service for the address.
        var newcomer = suite.newcomer("Audrey");
        assertThat(newcomer.mailbox().await(1)).isPresent();
        await().until(() -> databases.number("account", "SELECT count(*) FROM audit_entry") > 0);
        assertThat(
                        databases.number(
                                "account",
                                "SELECT count(*) FROM audit_entry WHERE subject_state = 'KEYED'"
                                        + " AND actor = 'notification-service'"))
                .isPositive();

        var whole = verify(suite.addresses().values());
        assertThat(whole.exitCode()).as(whole.output()).isZero();
        for (var service : Services.ALL) {
            assertThat(whole.output()).contains(service + ": unbroken, ");
        }

        databases.execute(
                "account", "UPDATE audit_entry SET outcome = 'x' || outcome WHERE sequence = 1");
        try {
            var broken = verify(suite.addresses().values(), "account");
            assertThat(broken.exitCode()).isEqualTo(1);
            assertThat(broken.output())
                    .contains("account: BROKEN: entry 1 is not as it was written");
            assertThat(verify(suite.addresses().values(), "device").exitCode()).isZero();
        } finally {
            databases.execute(
                    "account",
                    "UPDATE audit_entry SET outcome = substr(outcome, 2) WHERE sequence = 1");
        }
        assertThat(verify(suite.addresses().values(), "account").exitCode()).isZero();
    }

    @Test
    void whatCannotBeCheckedIsNotCalledUnbroken() {
        assertThat(verify(suite.addresses().values(), "nobody").exitCode()).isEqualTo(1);
        var elsewhere = new java.util.HashMap<>(suite.addresses().values());
        elsewhere.put("POSTGRES_URL", "postgresql://localhost:1");
        assertThat(verify(elsewhere, "account"))
                .satisfies(said -> assertThat(said.exitCode()).isEqualTo(1))
                .satisfies(said -> assertThat(said.output()).contains("cannot be checked"));
    }
}
