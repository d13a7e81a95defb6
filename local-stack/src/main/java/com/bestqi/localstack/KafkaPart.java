package com.bestqi.localstack;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One Kafka broker that is its own controller (KRaft), with the topics of the suite and no others.
 */
public final class KafkaPart implements Part {
    private static final Duration START = Duration.ofMinutes(5);

    private final int port;
    private final Path folder;
    private final ProcessPart part;

    /** A broker on {@code port} with its data and its log below {@code dataDir}. */
    public KafkaPart(Path dataDir, int port) {
        this.port = port;
        this.folder = dataDir.toAbsolutePath().resolve("kafka");
        this.part = new ProcessPart("kafka", dataDir.toAbsolutePath());
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public ChildProcess process() {
        return part.process();
    }

    /** What clients connect to. */
    public String bootstrap() {
        return "localhost:" + port;
    }

    /** The folder with the segments of all topics. */
    public Path segments() {
        return folder.resolve("log");
    }

    @Override
    public void start() {
        try {
            Files.createDirectories(folder);
            var properties = folder.resolve("server.properties");
            Files.writeString(properties, settings());
            Files.writeString(
                    folder.resolve("logging.properties"),
                    Resources.text("/kafka/logging.properties"));
            if (!Files.exists(segments().resolve("meta.properties"))) {
                Folders.delete(segments());
                ChildProcess.run("kafka-format", List.of(), format(properties), Map.of(), folder);
            }
            part.launch(
                    java(
                            List.of("-Xms256m", "-Xmx400m", "-XX:+UseG1GC"),
                            "kafka.Kafka",
                            properties.toString()),
                    Map.of(),
                    folder);
        } catch (IOException e) {
            throw new StackException("cannot prepare " + folder + ": " + e.getMessage(), e);
        }
        part.awaitReady(START, this);
        KafkaTopics.create(bootstrap());
    }

    @Override
    public void stop(Duration atMost) {
        part.stop(atMost);
    }

    /** The broker opens its port to clients only when it is able to serve them. */
    @Override
    public boolean ready() {
        if (!part.alive()) {
            return false;
        }
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> format(Path properties) {
        return java(
                List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1"),
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id",
                "bestqi-local-stack-0000",
                "--config",
                properties.toString());
    }

    private List<String> java(List<String> options, String mainClass, String... arguments) {
        var command = new ArrayList<String>(options);
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        command.add("-Dlogging.configuration=" + folder.resolve("logging.properties").toUri());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-cp");
        command.add(
                PartsFolder.parts().resolve("kafka/*")
                        + File.pathSeparator
                        + PartsFolder.libraries().resolve("*"));
        command.add(mainClass);
        command.addAll(List.of(arguments));
        return Tools.java(command);
    }

    /**
     * The controller's port is of no interest to anybody else, so a free one is taken at each
     * start. The segments of the groups' log are small, so that it is compacted and read in
     * milliseconds: a killed broker reads it twice, and its coordinator goes astray when the second
     * reading begins before the first has ended.
     */
    private String settings() {
        int controllerPort = Ports.free();
        return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@localhost:%2$d
        controller.listener.names=CONTROLLER
        listeners=PLAINTEXT://localhost:%1$d,CONTROLLER://localhost:%2$d
        advertised.listeners=PLAINTEXT://localhost:%1$d
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
        log.dirs=%3$s
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=6
        offsets.topic.segment.bytes=1048576
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=6
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        share.coordinator.state.topic.num.partitions=1
        group.initial.rebalance.delay.ms=0
        num.network.threads=2
        num.io.threads=4
        log.cleaner.dedupe.buffer.size=16777216
        broker.session.timeout.ms=3000
        broker.heartbeat.interval.ms=500
        """
                .formatted(port, controllerPort, segments());
    }
}
