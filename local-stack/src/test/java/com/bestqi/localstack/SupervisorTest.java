package com.bestqi.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SupervisorTest {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<StackException> givenUp = new CopyOnWriteArrayList<>();
    private final AtomicLong nanoTime = new AtomicLong();
    private SleepingPart part;
    private Supervisor supervisor;

    @BeforeEach
    void start(@TempDir Path folder) {
        part = new SleepingPart("sleeper", folder);
        supervisor =
                new Supervisor(
                        this::startAndWatch,
                        lines::add,
                        givenUp::add,
                        Duration.ofMillis(1),
                        nanoTime::get);
        startAndWatch(part);
    }

    @AfterEach
    void stop() {
        supervisor.close();
        part.stop(Duration.ZERO);
    }

    private void startAndWatch(Part started) {
        started.start();
        supervisor.watch(started);
    }

    @Test
    void aPartThatDiesIsStartedAgainWithOneLine() {
        long first = part.process().pid();

        part.process().kill();

        await().until(() -> part.ready() && part.process().pid() != first);
        assertThat(lines).hasSize(1).first().asString().contains("sleeper died", "137");
    }

    @Test
    void thePauseDoublesWithEachDeath() {
        for (int death = 0; death < 4; death++) {
            killAndAwaitReturn();
        }

        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).endsWith(" 1 ms");
        assertThat(lines.get(3)).endsWith(" 8 ms");
    }

    @Test
    void fiveDeathsInARowEndEverything() {
        part.broken = true;

        part.process().kill();

        await().until(() -> !givenUp.isEmpty());
        assertThat(givenUp.getFirst()).hasMessageContaining("sleeper died 5 times in a row");
        assertThat(part.process().alive()).isFalse();
    }

    @Test
    void whatGetsReadyInBetweenIsNotGivenUp() {
        for (int death = 0; death < 6; death++) {
            killAndAwaitReturn();
        }

        assertThat(givenUp).isEmpty();
    }

    @Test
    void deathsMoreThanAMinuteApartAreForgotten() {
        for (int death = 0; death < 6; death++) {
            nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(61));
            killAndAwaitReturn();
        }

        assertThat(lines).hasSize(6).allSatisfy(line -> assertThat(line).endsWith(" 1 ms"));
    }

    @Test
    void aPartThatIsStoppedOnPurposeStaysStopped() {
        supervisor.release(part);
        part.stop(Duration.ofSeconds(5));
        long stopped = part.process().pid();

        startAndWatch(part);
        long started = part.process().pid();
        part.process().kill();

        assertThat(started).isNotEqualTo(stopped);
        await().until(() -> part.ready() && part.process().pid() != started);
        assertThat(lines).hasSize(1);
    }

    private void killAndAwaitReturn() {
        long killed = part.process().pid();
        part.process().kill();
        await().until(() -> part.ready() && part.process().pid() != killed);
    }
}
