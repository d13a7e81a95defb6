package com.bestqi.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.platform.database.DatabaseException;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What the database said is found wherever a failed commit keeps it. */
@Tag("F5")
@Tag("F6")
class DatabaseExceptionTest {
    @ParameterizedTest
    @CsvSource({
        "57P01, true, false, false",
        "08006, true, false, false",
        "58030, true, false, false",
        "XX000, true, false, false",
        "40001, true, true, false",
        "23505, false, true, true",
        "23514, false, false, false"
    })
    void aFailedCommitIsJudgedByWhatTheDriverSaid(
            String state, boolean mayPass, boolean conflict, boolean unique) {
        var resource = new XAException(XAException.XAER_RMERR);
        resource.initCause(new SQLException("said by the server", state));
        var rollback = new RollbackException("could not commit");
        rollback.addSuppressed(resource);
        var failure = new IllegalStateException(rollback);

        assertThat(DatabaseException.mayPass(failure)).isEqualTo(mayPass);
        assertThat(DatabaseException.conflict(failure)).isEqualTo(conflict);
        assertThat(DatabaseException.uniqueViolation(failure)).isEqualTo(unique);
    }

    @ParameterizedTest
    @CsvSource({"PANIC, true", "FATAL, true", "ERROR, false"})
    void aServerThatEndsIsBackSoonWhateverStateItNames(String severity, boolean mayPass) {
        var said = "S%s\0C42601\0Mcould not write".formatted(severity);

        var failure = new PSQLException(new ServerErrorMessage(said));

        assertThat(DatabaseException.mayPass(failure)).isEqualTo(mayPass);
    }
}
