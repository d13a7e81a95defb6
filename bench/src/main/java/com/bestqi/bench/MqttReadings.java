package com.bestqi.bench;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.story.Device;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Publishes by MQTT, each device with as many messages under way as it may have. */
final class MqttReadings implements ReadingLoad {
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final int UNDER_WAY = 8;

    /** Held, so that it stays silent: it tells of each connection. */
    private static final Logger CLIENT = Logger.getLogger("io.vertx.mqtt.impl.MqttClientImpl");

    private static final int MOST_BYTES = 1024 * 1024;
    private static final long PATIENCE_SECONDS = 30;

    private final Vertx vertx = Vertx.vertx();
    private final List<Line> lines = new ArrayList<>();
    private final AtomicLong acknowledged = new AtomicLong();

    MqttReadings(StackAddresses stack, List<Device> devices) throws Exception {
        CLIENT.setLevel(Level.WARNING);
        var address = URI.create(String.valueOf(stack.values().get("MQTT_URL")));
        for (var device : devices) {
            var line = new Line(vertx, device, acknowledged);
            line.connect(address);
            lines.add(line);
        }
    }

    /** One device; its messages are acknowledged in their order. */
    private static final class Line {
        private final Device device;
        private final AtomicLong acknowledged;
        private final ReadingBodies bodies = new ReadingBodies(ReadingBodies.Kind.NUMBER);
        private final Semaphore free = new Semaphore(UNDER_WAY);
        private final MqttClient client;
        private volatile int readings;

        Line(Vertx vertx, Device device, AtomicLong acknowledged) {
            this.device = device;
            this.acknowledged = acknowledged;
            this.client =
                    MqttClient.create(
                            vertx,
                            new MqttClientOptions()
                                    .setUsername(device.deviceId().toString())
                                    .setPassword(device.token())
                                    .setMaxInflightQueue(UNDER_WAY)
                                    .setMaxMessageSize(MOST_BYTES));
        }

        void connect(URI address) throws Exception {
            client.publishCompletionHandler(_ -> {
                acknowledged.addAndGet(readings);
                free.release();
            });
            done(client.connect(address.getPort(), address.getHost()));
        }

        long publish(int count, long until) throws Exception {
            readings = count;
            long sent = 0;
            while (System.nanoTime() < until) {
                take(1);
                done(
                        client.publish(
                                "devices/" + device.deviceId() + "/readings",
                                Buffer.buffer(bodies.next(count)),
                                MqttQoS.AT_LEAST_ONCE,
                                false,
                                false));
                sent += count;
            }
            // Until the last is acknowledged.
            take(UNDER_WAY);
            free.release(UNDER_WAY);
            return sent;
        }

        private void take(int places) throws InterruptedException {
            if (!free.tryAcquire(places, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a message is not acknowledged");
            }
        }

        private static <T> void done(Future<T> future) throws Exception {
            future.toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public String name() {
        return "MQTT";
    }

    @Override
    public long acknowledged() {
        return acknowledged.get();
    }

    @Override
    public double rate(int readings) throws Exception {
        long begun = System.nanoTime();
        long until = begun + ROUND.toNanos();
        var callers = new ArrayList<Callable<Long>>();
        lines.forEach(line -> callers.add(() -> line.publish(readings, until)));
        long sent = 0;
        try (var threads = Executors.newFixedThreadPool(callers.size())) {
            for (var done : threads.invokeAll(callers)) {
                sent += done.get();
            }
        }
        return sent / ((System.nanoTime() - begun) / 1e9);
    }

    @Override
    public void close() throws Exception {
        Line.done(vertx.close());
    }
}
