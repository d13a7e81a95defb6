package com.bestqi.localstack;

import com.bestqi.localstack.gateway.Gateway;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The gateway, the one address that people, devices and admins use. */
final class GatewayPart implements Part {
    private static final Duration START = Duration.ofMinutes(5);

    private final StackPorts ports;
    private final Path dataDir;
    private final ProcessPart part;
    private List<Replica> replicas = List.of();

    GatewayPart(Path dataDir, StackPorts ports) {
        this.ports = ports;
        this.dataDir = dataDir;
        this.part = new ProcessPart("gateway", dataDir);
    }

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public ChildProcess process() {
        return part.process();
    }

    @Override
    public void start() {
        var classPath =
                PartsFolder.ownClasses()
                        + File.pathSeparator
                        + PartsFolder.libraries().resolve("*");
        part.launch(
                Tools.java(
                        List.of(
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:+ExitOnOutOfMemoryError",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                classPath,
                                Gateway.class.getName())),
                environment(),
                dataDir);
        part.awaitReady(START, this);
    }

    /** Has it hand calls to these replicas too, and to no others, from its next start on. */
    void alsoTo(List<Replica> replicas) {
        this.replicas = List.copyOf(replicas);
    }

    private Map<String, String> environment() {
        var variables = new TreeMap<>(ports.httpAddresses());
        for (var replica : replicas) {
            var name = replica.service().toUpperCase(Locale.ROOT);
            variables.merge(name + "_URL", replica.url(), GatewayPart::list);
            variables.merge(name + "_MANAGEMENT_URL", replica.management(), GatewayPart::list);
        }
        variables.put("GATEWAY_PORT", Integer.toString(ports.of("gateway")));
        variables.put("SWAGGER_UI", PartsFolder.swaggerUi().toString());
        return variables;
    }

    private static String list(String some, String another) {
        return some + "," + another;
    }

    @Override
    public void stop(Duration atMost) {
        part.stop(atMost);
    }

    @Override
    public boolean ready() {
        return part.alive() && Http.answers(ports.url("gateway") + "/health/live");
    }
}
