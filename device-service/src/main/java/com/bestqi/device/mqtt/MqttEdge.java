package com.bestqi.device.mqtt;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The listening socket; every connection gets a {@link Line} of its own. */
@ApplicationScoped
class MqttEdge {
    /** A body of readings, and what MQTT puts around it. */
    static final int MOST_BYTES = 1024 * 1024 + 1024;

    private static final Logger LOG = Logger.getLogger(MqttEdge.class);
    private static final int SECONDS_TO_START = 10;
    private static final int EVENT_LOOPS = 2;

    private final MqttConfig config;
    private final Lines lines;
    private final Strangers strangers;
    private @Nullable Vertx vertx;
    private @Nullable MqttServer server;

    MqttEdge(MqttConfig config, Lines lines, Strangers strangers) {
        this.config = config;
        this.lines = lines;
        this.strangers = strangers;
    }

    void start(@Observes StartupEvent event)
            throws InterruptedException, ExecutionException, TimeoutException {
        // Of its own: what strangers send here must neither hold up HTTP nor fill the log.
        var loops = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));
        loops.exceptionHandler(MqttEdge::note);
        vertx = loops;
        var started =
                MqttServer.create(new Entrance(loops, strangers), options())
                        .endpointHandler(this::open)
                        .exceptionHandler(MqttEdge::note);
        started.listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(SECONDS_TO_START, TimeUnit.SECONDS);
        server = started;
        LOG.infof("devices connect by MQTT on port %d", started.actualPort());
    }

    private void open(MqttEndpoint endpoint) {
        strangers.spoke(endpoint.remoteAddress());
        lines.open(endpoint);
    }

    /** What is no MQTT, or comes before a device was let in. */
    private static void note(Throwable failure) {
        LOG.debugf("not understood: %s", failure.getClass().getSimpleName());
    }

    private MqttServerOptions options() {
        var options =
                new MqttServerOptions()
                        .setPort(config.port())
                        .setHost(config.host())
                        .setMaxMessageSize(MOST_BYTES)
                        .setTimeoutOnConnect((int) config.connectWithin().toSeconds())
                        .setAutoClientId(true);
        if (config.certificateFile().isPresent()) {
            options.setSsl(true);
            options.setKeyCertOptions(
                    new PemKeyCertOptions()
                            .setCertPath(config.certificateFile().get())
                            .setKeyPath(config.keyFile().orElseThrow()));
        }
        return options;
    }

    /** The port it listens on. */
    int port() {
        var running = server;
        return running == null ? -1 : running.actualPort();
    }

    void stop(@Observes ShutdownEvent event) {
        lines.endAll(MqttDisconnectReasonCode.SERVER_SHUTTING_DOWN);
        var running = server;
        var loops = vertx;
        if (running != null && loops != null) {
            running.close().eventually(() -> loops.close());
        }
    }
}
