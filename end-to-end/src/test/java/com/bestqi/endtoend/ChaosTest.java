package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.endtoend.chaos.ChaosRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A short run of {@code ./suite chaos}, of which the long one is for the night. */
@ExtendWith(Suite.Extension.class)
class ChaosTest {
    private static final long SEED = 20_261_122;

    private final Suite suite;

    ChaosTest(Suite suite) {
        this.suite = suite;
    }

    @Test
    @Tag("RI-3")
    @Tag("F1")
    @Tag("F18")
    void everyPromiseIsKeptWhilePartsAreKilledAtRandom() throws IOException, InterruptedException {
        var plan = new ChaosRun.Plan(SEED, 8, 4, Duration.ofSeconds(6));

        var verdict =
                new ChaosRun(suite.stack(), words -> {}).run(plan, Path.of("target/history.jsonl"));

        assertThat(verdict.violations()).as("seed %d", SEED).isEmpty();
        assertThat(verdict.kills()).as("killed at all").isPositive();
    }
}
