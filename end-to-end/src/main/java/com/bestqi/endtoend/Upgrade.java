package com.bestqi.endtoend;

import com.bestqi.endtoend.story.BrokenPromise;
import com.bestqi.endtoend.upgrade.UpgradeRun;
import com.bestqi.localstack.Folders;
import com.bestqi.localstack.Services;
import com.bestqi.localstack.Stack;
import com.bestqi.localstack.StackException;
import com.bestqi.localstack.StackFile;
import com.bestqi.localstack.StackPorts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code upgrade FOLDER}: a suite of its own in the version that is built in FOLDER becomes today's
 * under calls, replica after replica. Exit code 0 when no call failed but those in flight, nothing
 * was lost and everybody who left is gone.
 */
public final class Upgrade {
    private Upgrade() {}

    /** Runs the command. */
    public static void main(String[] arguments) throws IOException {
        // Kafka's client would say that it has nowhere to log to.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(run(List.of(arguments), System.out));
    }

    private static int run(List<String> arguments, PrintStream out) throws IOException {
        if (arguments.size() != 1) {
            out.println("Use: upgrade FOLDER, a built checkout of the version before");
            return 2;
        }
        var before = Path.of(arguments.getFirst()).toAbsolutePath().normalize();
        var dataDir = StackFile.usualDataDir().resolveSibling("upgrade");
        Folders.delete(dataDir);
        Files.createDirectories(dataDir);
        try (var stack = new Stack(dataDir, StackPorts.free(), line -> out.println("   " + line))) {
            Services.ALL.forEach(service -> stack.builtIn(service, before));
            stack.start();
            var violations =
                    new UpgradeRun(stack, before, words -> out.println("   ## " + words)).run();
            violations.forEach(violation -> out.println("BROKEN: " + violation));
            if (violations.isEmpty()) {
                out.println("Nobody was kept waiting, nothing was lost, whoever left is gone.");
            }
            return violations.isEmpty() ? 0 : 1;
        } catch (StackException | BrokenPromise e) {
            out.println("FAILED: " + e.getMessage());
            return 1;
        }
    }
}
