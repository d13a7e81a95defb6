package com.bestqi.account.policycopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.account.AccountStack;
import com.bestqi.account.People;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.PolicyInForce;
import com.bestqi.platform.test.Bus;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(AccountStack.class)
class PolicyCopyTest {
    @Inject PolicyCopy copy;
    @Inject Database database;

    @Test
    @Tag("AC-2")
    void theVersionThatTookEffectLastIsInForceWhateverCameLast() {
        People.policyInForce();

        Bus.publish(new PolicyInForce("0.8", Instant.parse("2025-06-01T00:00:00Z")));
        Bus.publish(new PolicyInForce("2.0", Instant.parse("2100-01-01T00:00:00Z")));

        await().untilAsserted(() -> {
            assertThat(known("0.8")).isTrue();
            assertThat(known("2.0")).isTrue();
        });
        assertThat(copy.versionInForce()).contains("1.0");
    }

    private boolean known(String version) {
        return database.first(
                        "SELECT count(*) = 1 AS known FROM policy_version WHERE version = ?",
                        rows -> rows.getBoolean("known"),
                        version)
                .orElseThrow();
    }
}
