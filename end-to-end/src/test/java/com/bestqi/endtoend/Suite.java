package com.bestqi.endtoend;

import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.crash.CrashJar;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.story.Aftermath;
import com.bestqi.endtoend.story.Person;
import com.bestqi.endtoend.story.Resident;
import com.bestqi.endtoend.story.SettlingIn;
import com.bestqi.localstack.Folders;
import com.bestqi.localstack.Services;
import com.bestqi.localstack.Stack;
import com.bestqi.localstack.StackPorts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A running suite on free ports; a test class has it to itself. */
final class Suite implements AutoCloseable {
    private final Stack stack;
    private final PrintWriter progress;

    private Suite(Stack stack, PrintWriter progress) {
        this.stack = stack;
        this.progress = progress;
    }

    private static Suite start(int number) {
        try {
            var target = Files.createDirectories(Path.of("target").toAbsolutePath());
            var dataDir = target.resolve("stack-" + number);
            // What the last run left is kept until now, for whoever wants to know why it failed.
            Folders.delete(dataDir);
            var progress =
                    new PrintWriter(
                            Files.newBufferedWriter(target.resolve("stack-" + number + ".log")),
                            true);
            var stack = new Stack(dataDir, StackPorts.free(), progress::println);
            for (var service : Services.ALL) {
                CrashJar.write(markers(dataDir, service));
                // So that a silent one is noticed within the patience of a test.
                stack.variable(service, "BESTQI_HEARTBEAT_EVERY", "PT2S");
                // None runs long enough to earn back what the best code costs to compile.
                stack.variable(service, "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
            }
            // A change of the policy within the patience of a test, told in many chunks.
            stack.variable("consent", "BESTQI_POLICY_NOTICE_PERIOD", "PT3S");
            stack.variable("notification", "BESTQI_ANNOUNCEMENT_CHUNK_SIZE", "3");
            stack.variable("notification", "BESTQI_ANNOUNCEMENT_ROUND_EVERY", "PT1S");
            // The canary flies when its own test lets it.
            stack.variable("dsr", "BESTQI_CANARY_INTERVAL", "PT0S");
            // Most tests start services again, some of them many times.
            stack.startWithCaches();
            return new Suite(stack, progress);
        } catch (IOException e) {
            throw new IllegalStateException("no place for the stack's data", e);
        }
    }

    private static Path markers(Path dataDir, String service) {
        return dataDir.resolve("crash-" + service);
    }

    /** Lets a running service die when it gets to a point; the marker is gone when it has. */
    Path dieAt(String service, String point) throws IOException {
        var folder = markers(addresses().dataDir(), service);
        CrashJar.loadInto(stack.part(service).process().pid(), folder);
        return Files.createFile(folder.resolve(point));
    }

    Stack stack() {
        return stack;
    }

    StackAddresses addresses() {
        return new StackAddresses(stack.addresses());
    }

    Databases databases() {
        return new Databases(addresses());
    }

    Aftermath aftermath() {
        return new Aftermath(addresses());
    }

    ApiClient anyone() {
        return ApiClient.of(addresses());
    }

    Resident newcomer(String name) {
        return Resident.register(addresses(), Person.called(name));
    }

    /** Somebody of whom every service holds something. */
    Resident settled(String name) {
        var resident = newcomer(name);
        SettlingIn.all(resident);
        return resident;
    }

    @Override
    public void close() {
        stack.close();
        progress.close();
    }

    /** Gives a suite to a test that takes one as a parameter: the same to all of its class. */
    static final class Extension implements ParameterResolver {
        private static final ExtensionContext.Namespace NAMESPACE =
                ExtensionContext.Namespace.create(Suite.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Suite.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return classOf(context)
                    .getStore(NAMESPACE)
                    .computeIfAbsent(Loan.class, _ -> all(context).lend(), Loan.class)
                    .suite();
        }

        private static Suites all(ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .computeIfAbsent(Suites.class, _ -> new Suites(), Suites.class);
        }

        private static ExtensionContext classOf(ExtensionContext context) {
            var outer = context.getParent().filter(parent -> parent.getTestClass().isPresent());
            return outer.map(Extension::classOf).orElse(context);
        }
    }

    /** A suite while a test class has it. */
    private record Loan(Suite suite, Suites from) implements AutoCloseable {
        @Override
        public void close() {
            from.free.add(suite);
        }
    }

    /**
     * The suites of this module's tests: as many as test classes run at once (see {@code
     * junit-platform.properties}), started for the first that ask, one after the other so that the
     * second finds the caches that the first made.
     */
    private static final class Suites implements AutoCloseable {
        private final Queue<Suite> free = new ConcurrentLinkedQueue<>();
        private final List<Suite> started = new ArrayList<>();

        Loan lend() {
            var suite = free.poll();
            return new Loan(suite == null ? startOne() : suite, this);
        }

        private synchronized Suite startOne() {
            var suite = Suite.start(started.size() + 1);
            started.add(suite);
            return suite;
        }

        @Override
        public void close() {
            started.forEach(Suite::close);
        }
    }
}
