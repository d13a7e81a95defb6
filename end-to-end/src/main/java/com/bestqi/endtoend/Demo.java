package com.bestqi.endtoend;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.client.UnexpectedAnswer;
import com.bestqi.endtoend.inspection.InspectionException;
import com.bestqi.endtoend.story.BrokenPromise;
import com.bestqi.endtoend.story.Narrator;
import com.bestqi.localstack.Stack;
import com.bestqi.localstack.StackException;
import com.bestqi.localstack.StackPorts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * {@code demo [STACK.ENV]}: tells the whole story against the stack that the file names, or against
 * one that it starts and stops itself. Exit code 0 when everything is as it must be.
 */
public final class Demo {
    private static final Path RUNNING = Path.of(".local", "stack.env");
    private static final Path DATA = Path.of(".local", "data");

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
            var file = arguments.length > 0 ? Path.of(arguments[0]) : RUNNING;
            if (Files.exists(file)) {
                out.println("Using the stack that runs already.");
                tell(StackAddresses.read(file), out);
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

    private static void withOwnStack(PrintStream out) throws IOException {
        out.println();
        try (var stack =
                new Stack(
                        DATA,
                        StackPorts.from(System.getenv()),
                        line -> out.println("   " + line))) {
            stack.start();
            tell(new StackAddresses(stack.addresses()), out);
            out.println();
        }
    }

    private static void tell(StackAddresses stack, PrintStream out) throws IOException {
        new DemoStory(stack, new Narrator(out)).tell();
    }
}
