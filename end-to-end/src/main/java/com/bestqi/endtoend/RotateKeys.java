package com.bestqi.endtoend;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.inspection.InspectionException;
import com.bestqi.localstack.MasterKeyFile;
import com.bestqi.localstack.Services;
import com.bestqi.localstack.StackException;
import com.bestqi.localstack.StackFile;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code rotate-keys [SERVICE]}: gives one service of the running stack, or all, a new master key,
 * waits until the service has wrapped every person's key with it and its database has retired the
 * old one, and takes the old one out of the file. What an earlier call had begun is finished first.
 * Exit code 0 when the old keys are gone.
 */
public final class RotateKeys {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, String> environment;
    private final PrintStream out;
    private final Duration patience;

    /**
     * Rotates in the stack that this environment names, and says what happens to {@code out}.
     *
     * @param patience how long nothing may get less before it gives up waiting
     */
    RotateKeys(Map<String, String> environment, PrintStream out, Duration patience) {
        this.environment = environment;
        this.out = out;
        this.patience = patience;
    }

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(
                new RotateKeys(System.getenv(), System.out, Duration.ofMinutes(1))
                        .run(List.of(arguments)));
    }

    /** Runs the command and returns its exit code. */
    int run(List<String> arguments) {
        if (arguments.size() > 1 || !Services.ALL.containsAll(arguments)) {
            out.println("Use: rotate-keys [" + String.join(" | ", Services.ALL) + "]");
            return 1;
        }
        try {
            var stack = stack();
            if (stack.isEmpty()) {
                out.println("Cannot rotate: no stack is running; ./suite up starts one");
                return 1;
            }
            rotate(stack.get(), arguments.isEmpty() ? Services.ALL : arguments);
            out.println(
                    "Copies of the keys databases made before now open with nothing that is left"
                            + " here. Make new ones.");
            return 0;
        } catch (StackException | IllegalArgumentException e) {
            out.println("Cannot rotate: " + e.getMessage());
        } catch (InspectionException e) {
            out.println("Cannot rotate: PostgreSQL does not answer as it should");
        }
        return 1;
    }

    private Optional<StackAddresses> stack() {
        return environment.containsKey("POSTGRES_URL")
                ? Optional.of(new StackAddresses(environment))
                : new StackFile().running().map(StackAddresses::new);
    }

    private record Keys(String service, MasterKeyFile file) {}

    private void rotate(StackAddresses stack, List<String> services) {
        var databases = new Databases(stack);
        var locks = new ArrayList<MasterKeyFile.Lock>();
        try {
            var all =
                    services.stream()
                            .map(service ->
                                    new Keys(service, MasterKeyFile.of(stack.dataDir(), service)))
                            .toList();
            all.forEach(keys -> locks.add(keys.file().lock()));
            for (var keys : all) {
                if (keys.file().names().size() > 1) {
                    out.println(keys.service() + ": finishing what was begun");
                    finish(keys, databases);
                }
            }
            for (var keys : all) {
                // A database that does not answer is found out before anything changes.
                left(keys, databases);
                keys.file().addCurrent();
                out.println(keys.service() + ": new master key " + keys.file().current());
            }
            all.forEach(keys -> finish(keys, databases));
        } finally {
            locks.forEach(MasterKeyFile.Lock::close);
        }
    }

    private void finish(Keys keys, Databases databases) {
        long least = Long.MAX_VALUE;
        long since = System.nanoTime();
        for (long left = left(keys, databases); left > 0; left = left(keys, databases)) {
            if (left < least) {
                least = left;
                since = System.nanoTime();
                out.println(keys.service() + ": " + left + " left to do");
            }
            if (System.nanoTime() - since > patience.toNanos()) {
                throw new StackException(
                        "%s does not go on: is the service running? It goes on by itself when it is;"
                                        .formatted(keys.service())
                                + " call again then, both master keys are kept");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        keys.file().keepCurrentOnly();
        out.println(keys.service() + ": every key is wrapped anew, the old master key is gone");
    }

    /** Keys that are wrapped with others, others that are not retired, and the new one unknown. */
    private static long left(Keys keys, Databases databases) {
        var database = keys.service() + "_keys";
        var current = keys.file().current();
        long left =
                1
                        - databases.number(
                                database,
                                "SELECT count(*) FROM master_key"
                                        + " WHERE id = ? AND retired_at IS NULL",
                                current);
        for (var name : keys.file().names()) {
            if (!name.equals(current)) {
                left +=
                        databases.number(
                                database,
                                "SELECT (SELECT count(*) FROM subject_key WHERE master_key_id = ?)"
                                        + " + (SELECT count(*) FROM master_key"
                                        + " WHERE id = ? AND retired_at IS NULL)",
                                name,
                                name);
            }
        }
        return left;
    }
}
