package com.bestqi.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code ./suite} calls: {@code up}, {@code with <command>}, {@code prepare}, {@code aot}. */
public final class Main {
    private Main() {}

    /** Does what the first argument says, and ends with 0 if that went well. */
    public static void main(String[] arguments) throws InterruptedException {
        // The Kafka client would complain on the console that nobody takes its log.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        try {
            System.exit(run(List.of(arguments)));
        } catch (StackException e) {
            System.err.println("suite: " + e.getMessage());
            System.exit(1);
        }
    }

    private static int run(List<String> arguments) throws InterruptedException {
        return switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
            case "up" -> up();
            case "with" -> with(arguments.subList(1, arguments.size()));
            case "prepare" -> prepare();
            case "aot" -> aot();
            default -> throw new StackException("usage: up | with COMMAND... | prepare | aot");
        };
    }

    /** Unpacks and builds what would otherwise slow down the first start. */
    private static int prepare() {
        PartsFolder.postgres();
        PartsFolder.swaggerUi();
        PartsFolder.keycloak();
        return 0;
    }

    /** Makes the AOT caches of the services on a stack that is thrown away. */
    private static int aot() {
        Path dataDir;
        try {
            dataDir = Files.createTempDirectory("bestqi-aot");
        } catch (IOException e) {
            throw new StackException("no place for a stack", e);
        }
        try (var stack = new Stack(dataDir, StackPorts.free(), System.out::println)) {
            stack.forgetCaches();
            stack.startWithCaches();
        }
        Folders.delete(dataDir);
        return 0;
    }

    private static int up() throws InterruptedException {
        try (var stack = start()) {
            print(stack);
            stack.await();
        }
        return 0;
    }

    /**
     * Runs a command with the addresses of the running stack in its environment, or of one started
     * for it.
     */
    private static int with(List<String> command) throws InterruptedException {
        var running = new StackFile().running();
        if (running.isPresent()) {
            System.out.println("using the running stack at " + running.get().get("GATEWAY_URL"));
            return call(command, running.get());
        }
        try (var stack = start()) {
            return call(command, stack.addresses());
        }
    }

    private static Stack start() {
        var dataDir = System.getenv("DATA_DIR");
        var stack =
                new Stack(
                        dataDir == null ? StackFile.usualDataDir() : Path.of(dataDir),
                        StackPorts.from(System.getenv()),
                        System.out::println);
        var file = new StackFile();
        stack.whenReady(() -> file.write(stack.addresses()));
        stack.whenStopping(file::remove);
        stack.start();
        return stack;
    }

    private static int call(List<String> command, Map<String, String> addresses)
            throws InterruptedException {
        var whole = new ArrayList<>(Tools.dieWithParent("KILL"));
        whole.addAll(command);
        var builder = new ProcessBuilder(whole).inheritIO();
        builder.environment().putAll(addresses);
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new StackException("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
        }
    }

    private static void print(Stack stack) {
        var addresses = stack.addresses();
        System.out.println();
        addresses.forEach((key, value) -> {
            if (!key.contains("PASSWORD")) {
                System.out.printf("  %-27s %s%n", key, value);
            }
        });
        System.out.printf(
                """

                  API, to try        %1$s/docs
                  API, described     %1$s/openapi
                  mails              %2$s/api/user/<address>/messages
                  staff (sample)     officer, officer2, editor, editor2, support, auditor; password as the name
                  Keycloak           %3$s/admin, user admin, password keycloak.admin in %4$s/secrets.json
                  a token            curl -s %3$s/realms/bestqi/protocol/openid-connect/token \\
                                       -d grant_type=password -d client_id=bestqi-cli -d username=officer -d password=officer

                Ctrl-C stops everything.
                """,
                addresses.get("GATEWAY_URL"),
                addresses.get("MAIL_API_URL"),
                addresses.get("KEYCLOAK_URL"),
                addresses.get("DATA_DIR"));
    }
}
