package com.bestqi.endtoend;

import com.bestqi.endtoend.chaos.ChaosRun;
import com.bestqi.endtoend.chaos.Soak;
import com.bestqi.localstack.Folders;
import com.bestqi.localstack.Stack;
import com.bestqi.localstack.StackException;
import com.bestqi.localstack.StackFile;
import com.bestqi.localstack.StackPorts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * {@code chaos [--erasures N] [--seed N] [--pause SECONDS] [--at-once N] [--soak MINUTES]}: people
 * leave a suite of its own whose parts are killed all the time; with {@code --soak} again and again
 * for so long, with a look at what grows. Exit code 0 when every promise was kept.
 */
public final class Chaos {
    private static final List<String> OPTIONS =
            List.of("--erasures", "--seed", "--pause", "--at-once", "--soak");

    private Chaos() {}

    /** Runs the command. */
    public static void main(String[] arguments) throws Exception {
        // Kafka's client would say that it has nowhere to log to.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(run(arguments, System.out));
    }

    private static int run(String[] arguments, PrintStream out)
            throws IOException, InterruptedException {
        ChaosRun.Plan plan;
        Duration soak;
        try {
            var given = given(arguments);
            plan = plan(given);
            soak = Duration.ofMinutes(given.getOrDefault("--soak", 0L));
        } catch (IllegalArgumentException e) {
            out.println("chaos: " + e.getMessage());
            return 2;
        }
        var dataDir = StackFile.usualDataDir().resolveSibling("chaos");
        Folders.delete(dataDir);
        Files.createDirectories(dataDir);
        out.printf(
                "seed %d: %d people leave, %d at once, a fault every %d s on average%n",
                plan.seed(), plan.erasures(), plan.atOnce(), plan.pause().toSeconds());
        try (var stack = new Stack(dataDir, StackPorts.free(), line -> out.println("   " + line))) {
            stack.start();
            if (soak.isPositive()) {
                return tell(
                        new Soak(stack, words -> out.println("   ## " + words))
                                .run(plan, soak, dataDir),
                        out);
            }
            var history = dataDir.resolve("history.jsonl");
            var verdict =
                    new ChaosRun(stack, words -> out.println("   ## " + words)).run(plan, history);
            return tell(verdict, history, out);
        } catch (StackException e) {
            out.println("FAILED: " + e.getMessage());
            return 1;
        }
    }

    private static int tell(ChaosRun.Verdict verdict, Path history, PrintStream out) {
        out.printf(
                "%n%d people, %d kills, %d parts frozen for 30 s, in %d s%n",
                verdict.people(), verdict.kills(), verdict.freezes(), verdict.took().toSeconds());
        out.printf(
                "calls: %d ok, %d refused, %d unknown; history in %s%n",
                verdict.ok(), verdict.failed(), verdict.unknown(), history);
        out.printf(
                "mails that came again under the same message id: %d%n", verdict.repeatedMails());
        return tell(verdict.violations(), out);
    }

    private static int tell(List<String> violations, PrintStream out) {
        violations.forEach(violation -> out.println("BROKEN: " + violation));
        if (!violations.isEmpty()) {
            return 1;
        }
        out.println("Nothing lost, nothing falsely complete, nobody left over, nothing twice.");
        return 0;
    }

    private static Map<String, Long> given(String[] arguments) {
        Map<String, Long> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!OPTIONS.contains(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException("options are " + String.join(" N, ", OPTIONS));
            }
            try {
                given.put(arguments[i], Long.valueOf(arguments[i + 1]));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(arguments[i] + " needs a number", e);
            }
        }
        return given;
    }

    private static ChaosRun.Plan plan(Map<String, Long> given) {
        long usual = given.containsKey("--soak") ? 30 : 300;
        return new ChaosRun.Plan(
                given.getOrDefault("--seed", RandomGenerator.getDefault().nextLong(1_000_000)),
                Math.toIntExact(given.getOrDefault("--erasures", usual)),
                Math.toIntExact(given.getOrDefault("--at-once", 6L)),
                Duration.ofSeconds(given.getOrDefault("--pause", 6L)));
    }
}
