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
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The one running suite of this module's tests, on free ports, started for the first that asks. */
final class Suite implements AutoCloseable {
    private final Stack stack;
    private final PrintWriter progress;

    private Suite(Stack stack, PrintWriter progress) {
        this.stack = stack;
        this.progress = progress;
    }

    private static Suite start() {
        try {
            var target = Files.createDirectories(Path.of("target").toAbsolutePath());
            var dataDir = target.resolve("stack");
            // What the last run left is kept until now, for whoever wants to know why it failed.
            Folders.delete(dataDir);
            var progress =
                    new PrintWriter(
                            Files.newBufferedWriter(target.resolve("stack-progress.log")), true);
            var stack = new Stack(dataDir, StackPorts.free(), progress::println);
            for (var service : Services.ALL) {
                CrashJar.write(markers(dataDir, service));
                // So that a silent one is noticed within the patience of a test.
                stack.variable(service, "BESTQI_HEARTBEAT_EVERY", "PT2S");
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

    /** Gives the suite to a test that takes one as a parameter. */
    static final class Extension implements ParameterResolver {
        private static final ExtensionContext.Namespace NAMESPACE =
                ExtensionContext.Namespace.create(Suite.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Suite.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .computeIfAbsent(Suite.class, _ -> Suite.start(), Suite.class);
        }
    }
}
