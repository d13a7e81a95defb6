package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.endtoend.story.Resident;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While nobody can tell whether consent was withdrawn, nothing that needs it is collected (G7). */
@ExtendWith(Suite.Extension.class)
class ConsentFreshnessTest {
    private static final Duration BOUND = Duration.ofSeconds(5);

    /** The last mark may be a second old when the part goes. */
    private static final Duration SOON = BOUND.plusSeconds(3);

    private static final Duration BACK = Duration.ofSeconds(60);

    private final Suite suite;

    ConsentFreshnessTest(Suite suite) {
        this.suite = suite;
    }

    @ParameterizedTest
    @ValueSource(strings = {"consent", "kafka"})
    @Tag("PM-8")
    @Tag("AC-4")
    @Tag("F4")
    void nothingOptionalIsCollectedWhileThePartIsAway(String part) {
        var resident = suite.settled("Fritz");
        var thermostat = resident.devices().getFirst();

        suite.stack().stop(part);
        try {
            await().atMost(SOON).until(() -> accepted(resident) == 0);

            var refused = resident.locate(1).expect(202);
            assertThat(refused.text("/refused/0/reason")).isEqualTo("no-consent");
            assertThat(thermostat.report("temperature", 1, 20).expect(202).json().path("accepted"))
                    .as("what rests on contract goes on")
                    .hasToString("1");
        } finally {
            suite.stack().start(part);
        }
        await().atMost(BACK).until(() -> accepted(resident) == 1);
    }

    private static int accepted(Resident resident) {
        return resident.locate(1).expect(202).json().path("accepted").asInt();
    }
}
