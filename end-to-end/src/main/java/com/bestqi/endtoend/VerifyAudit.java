package com.bestqi.endtoend;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.localstack.Services;
import com.bestqi.localstack.StackException;
import com.bestqi.localstack.StackFile;
import com.bestqi.platform.audit.AuditHeads;
import com.bestqi.platform.audit.ChainCheck;
import com.bestqi.platform.event.AuditHead;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/**
 * {@code verify-audit [SERVICE]}: checks the audit of one service, or of all, straight from
 * PostgreSQL and Kafka, so that no service is asked about itself. Exit code 0 when every chain is
 * unbroken, 1 when one is not or cannot be checked.
 */
public final class VerifyAudit {
    private final Map<String, String> environment;
    private final PrintStream out;

    /** Verifies the stack that this environment names, and says the result to {@code out}. */
    VerifyAudit(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /** Runs the command. */
    public static void main(String[] arguments) {
        // Kafka's client would say that it has nowhere to log to.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(new VerifyAudit(System.getenv(), System.out).run(List.of(arguments)));
    }

    /** Runs the command and returns its exit code. */
    int run(List<String> arguments) {
        if (arguments.size() > 1 || !Services.ALL.containsAll(arguments)) {
            out.println("Use: verify-audit [" + String.join(" | ", Services.ALL) + "]");
            return 1;
        }
        var stack = stack();
        if (stack.isEmpty()) {
            out.println("Cannot check: no stack is running; ./suite up starts one");
            return 1;
        }
        boolean unbroken = true;
        for (var service : arguments.isEmpty() ? Services.ALL : arguments) {
            unbroken &= check(stack.get(), service);
        }
        return unbroken ? 0 : 1;
    }

    private Optional<StackAddresses> stack() {
        try {
            return environment.containsKey("POSTGRES_URL")
                    ? Optional.of(new StackAddresses(environment))
                    : new StackFile().running().map(StackAddresses::new);
        } catch (StackException e) {
            return Optional.empty();
        }
    }

    private boolean check(StackAddresses stack, String service) {
        // Before the snapshot: what is announced by now must be in it.
        try {
            var heads = heads(stack, service);
            try (var connection = new Databases(stack).connect(service)) {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                connection.setReadOnly(true);
                return say(service, ChainCheck.run(connection, heads, Clock.systemUTC().instant()));
            }
        } catch (SQLException e) {
            out.println(service + ": cannot be checked: the database says " + e.getMessage());
        } catch (KafkaException e) {
            out.println(service + ": cannot be checked: Kafka says " + e.getMessage());
        } catch (IllegalStateException e) {
            out.println(service + ": BROKEN: " + e.getMessage());
        }
        return false;
    }

    private static List<AuditHead> heads(StackAddresses stack, String service) {
        return AuditHeads.read(
                Map.of(
                        "bootstrap.servers",
                        stack.kafka(),
                        "isolation.level",
                        "read_committed",
                        "default.api.timeout.ms",
                        10_000),
                service);
    }

    private boolean say(String service, ChainCheck.Result result) {
        var broken = result.firstBroken();
        if (broken == null) {
            out.printf(
                    "%s: unbroken, %d entries verified, announced up to %d%n",
                    service, result.verified(), result.agreedUpTo());
            for (var lost : result.lost()) {
                out.printf(
                        "%s: entries announced behind %d up to %d are lost: staff recorded at %s"
                                + " that the database was put back to an earlier state%n",
                        service, lost.after(), lost.announcedUpTo(), lost.recordedAt());
            }
            return true;
        }
        out.printf(
                "%s: BROKEN: entry %d %s; %d of %d entries verified before it%n",
                service, broken, result.fault(), result.verified(), result.entries());
        return false;
    }
}
