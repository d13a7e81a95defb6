package com.bestqi.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole suite on one machine. A part that dies is started again; when the stack is closed, or
 * the process that started it ends in whatever way, so does every part.
 */
public final class Stack implements AutoCloseable {
    static final Duration ORDERLY = Duration.ofSeconds(4);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration WRITING_A_CACHE = Duration.ofMinutes(3);
    private static final Duration DATABASE_BACK = Duration.ofMinutes(1);

    private final Path dataDir;
    private final StackPorts ports;
    private final Progress progress;
    private final PostgresPart postgres;
    private final KafkaPart kafka;
    private final KeycloakPart keycloak;
    private final MailPart mail;
    private final GatewayPart gateway;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final ServiceEnvironment environment;
    private final Supervisor supervisor;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Runnable> whenReady = new ArrayList<>();
    private final List<Runnable> whenStopping = new ArrayList<>();
    private @Nullable RunningProcesses processes;
    private @Nullable StackException failure;
    private volatile boolean stoppedFromOutside;
    private boolean closed;

    /**
     * A stack that is not started yet.
     *
     * @param dataDir where all data, logs and secrets lie; a second start on the same folder finds
     *     them again
     * @param progress told what happens, a line at a time
     */
    public Stack(Path dataDir, StackPorts ports, Consumer<String> progress) {
        this.dataDir = dataDir.toAbsolutePath().normalize();
        this.ports = ports;
        this.progress = new Progress(progress);
        var secrets = Secrets.in(this.dataDir);
        this.environment = new ServiceEnvironment(ports, secrets);
        this.supervisor =
                new Supervisor(
                        this::restart,
                        this.progress::line,
                        this::giveUp,
                        FIRST_PAUSE,
                        System::nanoTime);
        this.postgres = add(new PostgresPart(this.dataDir, ports.of("postgres")));
        this.kafka = add(new KafkaPart(this.dataDir, ports.of("kafka")));
        this.mail = add(new MailPart(this.dataDir, ports.of("smtp"), ports.of("mail-api")));
        this.keycloak =
                add(
                        new KeycloakPart(
                                this.dataDir,
                                ports.of("keycloak"),
                                postgres,
                                ports.url("gateway"),
                                ports.of("smtp")));
        for (var service : Services.ALL) {
            add(
                    new ServicePart(
                            service,
                            service,
                            this.dataDir,
                            ports.url(StackPorts.management(service)),
                            environment.of(service)));
        }
        this.gateway = add(new GatewayPart(this.dataDir, ports));
    }

    private <P extends Part> P add(P part) {
        parts.put(part.name(), part);
        return part;
    }

    /** Has {@code action} done when everything is ready. */
    void whenReady(Runnable action) {
        whenReady.add(action);
    }

    /** Has {@code action} done before anything is stopped. */
    void whenStopping(Runnable action) {
        whenStopping.add(action);
    }

    /**
     * Starts everything and returns when all of it is ready; on a failure everything is stopped
     * again.
     */
    public void start() {
        Services.ALL.forEach(service -> service(service).jar());
        ports.check();
        processes = RunningProcesses.in(dataDir);
        progress.line("starting on " + dataDir);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform().name("stack-stop").unstarted(this::stopFromOutside));
        try {
            new StartOrder(name -> startOne(part(name)), this::close).run();
            saveVerificationKeys();
            whenReady.forEach(Runnable::run);
            progress.line("everything is ready");
        } catch (StackException e) {
            close();
            throw stoppedFromOutside
                    ? new StackException("stopped before everything was ready", e)
                    : e;
        }
    }

    /**
     * Like {@link #start()}; services without an AOT cache make one first, which takes them one
     * more start, and every later start a third of the time, of this stack and of others.
     */
    public void startWithCaches() {
        var bare = services().filter(part -> !part.cached()).toList();
        bare.forEach(ServicePart::record);
        start();
        together(bare, this::makeCache);
    }

    /** Those at hand may be of tests, whose services are compiled in haste and stay slower. */
    void forgetCaches() {
        services().forEach(ServicePart::forgetCache);
    }

    private Stream<ServicePart> services() {
        return parts.values().stream()
                .filter(ServicePart.class::isInstance)
                .map(ServicePart.class::cast);
    }

    private void makeCache(ServicePart part) {
        supervisor.release(part);
        part.stop(WRITING_A_CACHE);
        part.keepRecording();
        startOne(part);
    }

    private void stopFromOutside() {
        stoppedFromOutside = true;
        close();
    }

    /** Without its database a part ends at once, and what died of that would die again. */
    private void restart(Part part) {
        if (part == keycloak || part instanceof ServicePart) {
            awaitReady(postgres.name(), DATABASE_BACK);
        }
        startOne(part);
    }

    private void startOne(Part part) {
        long begun = System.nanoTime();
        synchronized (this) {
            if (closed) {
                throw new StackException("stopped while starting");
            }
        }
        part.start();
        supervisor.watch(part);
        synchronized (this) {
            if (closed) {
                part.stop(Duration.ZERO);
                throw new StackException("stopped while starting");
            }
            if (processes != null) {
                processes.remember(part.name(), part.process());
            }
        }
        progress.line(part.name() + " ready after " + Progress.seconds(System.nanoTime() - begun));
    }

    /** Ends everything within ten seconds, the services first. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        progress.line("stopping");
        whenStopping.forEach(Runnable::run);
        supervisor.close();
        var last = List.of(postgres, kafka);
        var first = new ArrayList<>(parts.values());
        first.removeAll(last);
        stopTogether(first);
        stopTogether(last);
        synchronized (this) {
            if (processes != null) {
                processes.close();
            }
        }
        progress.line("stopped");
        ended.countDown();
    }

    private static void stopTogether(List<? extends Part> parts) {
        together(parts, part -> part.stop(ORDERLY));
    }

    /** Returns when all are done, and fails if one did. */
    private static <P extends Part> void together(List<P> parts, Consumer<P> action) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    parts.stream()
                            .map(part ->
                                    CompletableFuture.runAsync(() -> action.accept(part), executor))
                            .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(all).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StackException why ? why : e;
        }
    }

    private void giveUp(StackException reason) {
        failure = reason;
        progress.line(reason.getMessage() + "; stopping everything");
        close();
    }

    /**
     * Returns when the stack has been stopped; fails if it stopped because a part could not be kept
     * alive.
     */
    public void await() throws InterruptedException {
        ended.await();
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Ends one part as a crash would. It is started again by itself; {@link #awaitReady} waits for
     * that.
     */
    public void kill(String name) {
        part(name).process().kill();
    }

    /** Freezes one part until {@link #resume}. */
    public void pause(String name) {
        part(name).process().pause();
    }

    /** Lets a frozen part go on. */
    public void resume(String name) {
        part(name).process().resume();
    }

    /** Stops one part until {@link #start(String)}; it is not started again by itself. */
    public void stop(String name) {
        supervisor.release(part(name));
        part(name).stop(ORDERLY);
    }

    /** Starts one part after {@link #stop(String)} and returns when it is ready. */
    public void start(String name) {
        startOne(part(name));
    }

    /** Returns when {@code name} does its work; fails when it does not within {@code atMost}. */
    public void awaitReady(String name, Duration atMost) {
        if (!Waiting.until(atMost, part(name)::ready)) {
            throw new StackException(name + " is not ready after " + atMost.toSeconds() + " s");
        }
    }

    /** Gives a service one more environment variable, from its next start on. */
    public void variable(String service, String name, String value) {
        service(service).variable(name, value);
    }

    /** The checkout that this stack's services are from, unless it is told otherwise. */
    public static Path checkout() {
        return PartsFolder.repository();
    }

    /** Takes a service from another built checkout, from its next start on. */
    public void builtIn(String service, Path checkout) {
        service(service).builtIn(checkout);
    }

    private ServicePart service(String name) {
        if (!(part(name) instanceof ServicePart found)) {
            throw new StackException(name + " is no service");
        }
        return found;
    }

    /**
     * Starts one more replica of a service on the same databases and ports of its own; returns when
     * it is ready. It is not started again by itself, and whoever asked for it closes it.
     */
    public Replica startReplica(String service) {
        return startReplica(service, checkout());
    }

    /** The same, from another built checkout. */
    public Replica startReplica(String service, Path checkout) {
        int port = Ports.free();
        int management = Ports.free();
        var variables = environment.of(service);
        variables.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        variables.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        variables.put("BESTQI_MQTT_PORT", "0");
        variables.put("BESTQI_INSTANCE", service + "-2");
        var url = "http://localhost:" + port;
        var health = "http://localhost:" + management;
        var part = new ServicePart(service + "-2", service, dataDir, health, variables);
        part.builtIn(checkout);
        var replica = new Replica(service, part, url, health);
        startAgain(replica);
        return replica;
    }

    /** Starts a replica that was killed or closed; returns when it is ready. */
    public void startAgain(Replica replica) {
        replica.part().start();
        synchronized (this) {
            if (processes != null) {
                processes.remember(replica.part().name(), replica.part().process());
            }
        }
    }

    /** Has the gateway hand calls to these replicas as well; it is started again for that. */
    public void behindGateway(List<Replica> replicas) {
        stop(gateway.name());
        gateway.alsoTo(replicas);
        start(gateway.name());
    }

    /** One part by its name: postgres, kafka, keycloak, mail, gateway, or a service. */
    public Part part(String name) {
        var part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException(
                    "no such part: " + name + " (there are " + parts.keySet() + ")");
        }
        return part;
    }

    /** The database server. */
    public PostgresPart postgres() {
        return postgres;
    }

    /** The message broker. */
    public KafkaPart kafka() {
        return kafka;
    }

    /** The identity server. */
    public KeycloakPart keycloak() {
        return keycloak;
    }

    /** The mail sink. */
    public MailPart mail() {
        return mail;
    }

    /** The environment that each service was given, among it its keys. */
    public ServiceEnvironment serviceEnvironment() {
        return environment;
    }

    /** Where people, devices and admins find the suite. */
    public String gatewayUrl() {
        return ports.url("gateway");
    }

    /** The addresses of everything, as they are written to {@code stack.env}. */
    public Map<String, String> addresses() {
        var addresses = new LinkedHashMap<>(ports.httpAddresses());
        addresses.put("POSTGRES_URL", "postgresql://localhost:" + ports.of("postgres"));
        addresses.put("POSTGRES_USER", "postgres");
        addresses.put("POSTGRES_PASSWORD", postgres.password("postgres"));
        addresses.put("KAFKA_BOOTSTRAP", kafka.bootstrap());
        addresses.put("SMTP_URL", "smtp://localhost:" + ports.of("smtp"));
        addresses.put("MAIL_API_URL", mail.apiUrl());
        addresses.put("MQTT_URL", "mqtt://localhost:" + ports.of("mqtt"));
        addresses.put("DATA_DIR", dataDir.toString());
        return addresses;
    }

    /** Certificates outlive the stack, and so do the keys that they are verified with. */
    private void saveVerificationKeys() {
        try {
            Files.writeString(
                    dataDir.resolve("certificate-keys.json"), environment.participantKeys());
        } catch (IOException e) {
            throw new StackException("cannot save the verification keys", e);
        }
    }
}
