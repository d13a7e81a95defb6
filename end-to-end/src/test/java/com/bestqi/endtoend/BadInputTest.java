package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.inspection.Databases.Table;
import com.bestqi.endtoend.story.Estate;
import com.bestqi.endtoend.story.Resident;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Input that is wrong in one thing is refused with the status promised, and leaves nothing behind.
 */
@ExtendWith(Suite.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private final Suite suite;
    private Resident caller;
    private Resident other;
    private Estate callersEstate;
    private Map<Table, Long> rows;
    private long attempts;

    BadInputTest(Suite suite) {
        this.suite = suite;
    }

    @BeforeAll
    void settle() {
        caller = suite.settled("Bea");
        other = suite.settled("Otto");
        assertThat(caller.mailbox().await(1)).isPresent();
        assertThat(other.mailbox().await(1)).isPresent();
        callersEstate = Estate.settled(caller.accountId(), suite.databases());
        rows = countRows();
        attempts = countAttempts();
    }

    private Map<Table, Long> countRows() {
        var counts = suite.databases().counts(Databases.ofServices());
        counts.keySet().removeIf(table -> Estate.PASSING.contains(table.name()));
        counts.keySet().removeIf(table -> table.name().equals("registration_attempt"));
        return counts;
    }

    /** Those that an earlier failure of the log-in left are cleared up meanwhile. */
    private long countAttempts() {
        return suite.databases().number("account", "SELECT count(*) FROM registration_attempt");
    }

    Stream<BadCall> calls() {
        return BadCalls.of(suite, caller, other).stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    @Tag("SE-3")
    void isRefusedAsPromised(BadCall call) {
        var answer = call.send();

        assertThat(answer.status()).as(answer.body()).isEqualTo(call.status());
        Problems.assertProblem(answer);
    }

    @AfterAll
    void nothingWasStored() {
        assertThat(callersEstate.differences(Estate.settled(caller.accountId(), suite.databases())))
                .isEmpty();
        assertThat(countRows()).isEqualTo(rows);
        assertThat(countAttempts()).isLessThanOrEqualTo(attempts);
    }
}
