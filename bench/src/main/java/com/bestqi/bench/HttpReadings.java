package com.bestqi.bench;

import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.story.Device;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;

/** Posts to device-service itself, by some callers who have a connection and some devices each. */
final class HttpReadings implements ReadingLoad {
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final int OPEN_LINES = 128;

    private final URI service;
    private final List<Sender> senders;
    private final List<HttpLine> lines = new ArrayList<>();
    private final AtomicLong acknowledged = new AtomicLong();

    HttpReadings(StackAddresses stack, List<Device> devices, int callers, ReadingBodies.Kind kind)
            throws IOException {
        this.service = URI.create(String.valueOf(stack.values().get("DEVICE_URL")));
        this.senders =
                devices.stream()
                        .map(device ->
                                new Sender(
                                        "/v1/devices/" + device.deviceId() + "/readings",
                                        device.token(),
                                        new ReadingBodies(kind)))
                        .toList();
        for (int i = 0; i < callers; i++) {
            lines.add(new HttpLine(service));
        }
    }

    private record Sender(String path, String token, ReadingBodies bodies) {}

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
        return rate(readings, ROUND);
    }

    /** The same, for a time of its own. */
    double rate(int readings, Duration time) throws Exception {
        long begun = System.nanoTime();
        var callers = new ArrayList<Callable<Long>>();
        for (int i = 0; i < lines.size(); i++) {
            int number = i;
            callers.add(() -> {
                long taken = 0;
                for (int turn = number;
                        System.nanoTime() - begun < time.toNanos();
                        turn += lines.size()) {
                    post(lines.get(number), senders.get(turn % senders.size()), readings);
                    taken += readings;
                }
                return taken;
            });
        }
        long taken = 0;
        try (var threads = Executors.newFixedThreadPool(callers.size())) {
            for (var done : threads.invokeAll(callers)) {
                taken += done.get();
            }
        }
        return taken / ((System.nanoTime() - begun) / 1e9);
    }

    private void post(HttpLine line, Sender sender, int readings) throws IOException {
        int status = line.post(sender.path(), sender.token(), sender.bodies().next(readings));
        if (status != 202) {
            throw new IllegalStateException("answered " + status);
        }
        acknowledged.addAndGet(readings);
    }

    /** One reading a post, so many posts a second, counted from when each was to be sent. */
    ConcurrentHistogram atRate(double rate)
            throws IOException, InterruptedException, ExecutionException {
        try (var loop = new OpenLoop(service, OPEN_LINES)) {
            return loop.run(
                    rate,
                    ROUND,
                    (line, number) -> post(line, senders.get(number % senders.size()), 1));
        }
    }

    @Override
    public void close() throws IOException {
        for (var line : lines) {
            line.close();
        }
    }
}
