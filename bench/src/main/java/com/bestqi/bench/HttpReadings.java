package com.bestqi.bench;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.story.Device;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;

/** Posts to device-service itself, four callers a device. */
final class HttpReadings implements ReadingLoad {
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final int CALLERS_A_DEVICE = 4;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Sender> senders;
    private final AtomicLong acknowledged = new AtomicLong();

    HttpReadings(StackAddresses stack, List<Device> devices) {
        var service = stack.values().get("DEVICE_URL");
        this.senders =
                devices.stream()
                        .map(device ->
                                new Sender(
                                        URI.create(
                                                service
                                                        + "/v1/devices/"
                                                        + device.deviceId()
                                                        + "/readings"),
                                        device.token(),
                                        new ReadingBodies()))
                        .toList();
    }

    private record Sender(URI uri, String token, ReadingBodies bodies) {
        HttpRequest request(int readings) {
            return HttpRequest.newBuilder(uri)
                    .timeout(Duration.ofSeconds(30))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(bodies.next(readings)))
                    .build();
        }
    }

    @Override
    public String name() {
        return "HTTP";
    }

    @Override
    public long acknowledged() {
        return acknowledged.get();
    }

    @Override
    public double rate(int readings) throws Exception {
        long begun = System.nanoTime();
        var callers = new ArrayList<Callable<Long>>();
        for (var sender : senders) {
            for (int i = 0; i < CALLERS_A_DEVICE; i++) {
                callers.add(() -> {
                    long taken = 0;
                    while (System.nanoTime() - begun < ROUND.toNanos()) {
                        post(sender, readings);
                        taken += readings;
                    }
                    return taken;
                });
            }
        }
        long taken = 0;
        try (var threads = Executors.newFixedThreadPool(callers.size())) {
            for (var done : threads.invokeAll(callers)) {
                taken += done.get();
            }
        }
        return taken / ((System.nanoTime() - begun) / 1e9);
    }

    private void post(Sender sender, int readings) throws Exception {
        var status = http.send(sender.request(readings), BodyHandlers.discarding()).statusCode();
        if (status != 202) {
            throw new IllegalStateException("answered " + status);
        }
        acknowledged.addAndGet(readings);
    }

    /** One reading a post, so many posts a second, counted from when each was to be sent. */
    ConcurrentHistogram atRate(double rate) throws InterruptedException, ExecutionException {
        var micros = new ConcurrentHistogram(3);
        var sent = new ArrayList<Future<Boolean>>();
        long begun = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < rate * ROUND.toSeconds(); i++) {
                long due = begun + (long) (i / rate * 1e9);
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                var sender = senders.get(i % senders.size());
                sent.add(
                        threads.submit(() -> {
                            post(sender, 1);
                            micros.recordValue((System.nanoTime() - due) / 1_000);
                            return true;
                        }));
            }
        }
        for (var one : sent) {
            one.get();
        }
        return micros;
    }

    @Override
    public void close() {
        http.close();
    }
}
