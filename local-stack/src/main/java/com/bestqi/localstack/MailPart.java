package com.bestqi.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * GreenMail: takes every mail by SMTP without log-in, keeps it in memory, and shows it by its HTTP
 * API.
 */
public final class MailPart implements Part {
    private static final Duration START = Duration.ofMinutes(5);

    private final int smtpPort;
    private final int apiPort;
    private final Path dataDir;
    private final ProcessPart part;

    /** A mail sink on these two ports, with its log below {@code dataDir}. */
    public MailPart(Path dataDir, int smtpPort, int apiPort) {
        this.smtpPort = smtpPort;
        this.apiPort = apiPort;
        this.dataDir = dataDir.toAbsolutePath();
        this.part = new ProcessPart("mail", this.dataDir);
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public ChildProcess process() {
        return part.process();
    }

    /** The address of the API; {@code /api/user/{address}/messages} lists what somebody got. */
    public String apiUrl() {
        return "http://localhost:" + apiPort;
    }

    @Override
    public void start() {
        var command =
                Tools.java(
                        List.of(
                                "-Xmx160m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Dgreenmail.smtp.hostname=localhost",
                                "-Dgreenmail.smtp.port=" + smtpPort,
                                "-Dgreenmail.api.hostname=localhost",
                                "-Dgreenmail.api.port=" + apiPort,
                                "-Dgreenmail.auth.disabled",
                                "-Dlog4j2.configurationFile=" + logging(),
                                "-jar",
                                PartsFolder.parts()
                                        .resolve("greenmail-standalone.jar")
                                        .toString()));
        part.launch(command, Map.of(), dataDir);
        part.awaitReady(START, this);
    }

    private Path logging() {
        try {
            var file = Files.createDirectories(dataDir).resolve("mail-logging.xml");
            return Files.writeString(file, Resources.text("/mail/log4j2.xml"));
        } catch (IOException e) {
            throw new StackException("cannot write to " + dataDir, e);
        }
    }

    @Override
    public void stop(Duration atMost) {
        part.stop(atMost);
    }

    @Override
    public boolean ready() {
        return part.alive() && Http.answers(apiUrl() + "/api/service/readiness");
    }
}
