package com.bestqi.endtoend;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.client.UnexpectedAnswer;
import com.bestqi.endtoend.inspection.InspectionException;
import com.bestqi.endtoend.story.BrokenPromise;
import com.bestqi.endtoend.story.Narrator;
import com.bestqi.localstack.Stack;
import com.bestqi.localstack.StackException;
import com.bestqi.localstack.StackFile;
import com.bestqi.localstack.StackPorts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code demo [STACK.ENV]}: tells the whole story against the stack that the file names, or the
 * environment, or {@code .local/stack.env}; where there is none, against one that it starts and
 * stops itself. Exit code 0 when everything is as it must be.
 */
public final class Demo {
    private Demo() {}

    /** Runs the command. */
    public static void main(String[] arguments) {
        // Kafka's client would say that it has nowhere to log to.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(run(arguments, System.out));
    }

    private static int run(String[] arguments, PrintStream out) {
        long begun = System.nanoTime();
        out.println("Two people move in, one leaves, and nothing of them stays.");
        try {
            var running = running(arguments);
            if (running.isPresent()) {
                new DemoStory(running.get(), new Narrator(out)).tell();
            } else {
                withOwnStack(out);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            out.printf(Locale.ROOT, "%nAll of it is as it must be. %.0f s in all.%n", seconds);
            return 0;
        } catch (BrokenPromise | UnexpectedAnswer | InspectionException | StackException e) {
            out.println();
            out.println("FAILED: " + e.getMessage());
        } catch (IOException e) {
            out.println("FAILED: a file cannot be read or written: " + e.getMessage());
        }
        return 1;
    }

    private static Optional<StackAddresses> running(String[] arguments) throws IOException {
        if (arguments.length > 0) {
            return Optional.of(StackAddresses.read(Path.of(arguments[0])));
        }
        var environment = System.getenv();
        if (environment.containsKey("POSTGRES_URL")) {
            return Optional.of(new StackAddresses(environment));
        }
        return new StackFile().running().map(StackAddresses::new);
    }

    private static void withOwnStack(PrintStream out) throws IOException {
        out.println();
        try (var stack =
                new Stack(
                        StackFile.usualDataDir(),
                        StackPorts.from(System.getenv()),
                        line -> out.println("   " + line))) {
            stack.start();
            new DemoStory(new StackAddresses(stack.addresses()), new Narrator(out)).tell();
            out.println();
        }
    }
}
