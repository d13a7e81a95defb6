package com.bestqi.endtoend;

import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.crash.CrashJar;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.story.Aftermath;
import com.bestqi.endtoend.story.Person;
import com.bestqi.endtoend.story.Resident;
import com.bestqi.endtoend.story.SettlingIn;
import com.bestqi.localstack.Services;
import com.bestqi.localstack.Stack;
import com.bestqi.localstack.StackPorts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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
            delete(dataDir);
            var progress =
                    new PrintWriter(
                            Files.newBufferedWriter(target.resolve("stack-progress.log")), true);
            var stack = new Stack(dataDir, StackPorts.free(), progress::println);
            for (var service : Services.ALL) {
                stack.variable(
                        service, "JAVA_TOOL_OPTIONS", CrashJar.write(markers(dataDir, service)));
            }
            // The canary flies when its own test lets it.
            stack.variable("dsr", "BESTQI_CANARY_INTERVAL", "PT0S");
            stack.start();
            return new Suite(stack, progress);
        } catch (IOException e) {
            throw new IllegalStateException("no place for the stack's data", e);
        }
    }

    private static Path markers(Path dataDir, String service) {
        return dataDir.resolve("crash-" + service);
    }

    /** Where a marker named for a point lets a service die when it gets there. */
    Path markers(String service) {
        return markers(addresses().dataDir(), service);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file :
                        (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(file);
                }
            }
        }
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
