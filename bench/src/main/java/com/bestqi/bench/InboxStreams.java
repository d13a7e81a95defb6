package com.bestqi.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.endtoend.client.StackAddresses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Inboxes that are watched through the gateway, as apps do; says what came to whom and when. */
final class InboxStreams implements AutoCloseable {
    private final URI gateway;
    private final Arrival arrival;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger standing = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closing;

    /** Told of each event, at once and on the thread that read it. */
    interface Arrival {
        void of(UUID accountId, String eventId, long nanos);
    }

    InboxStreams(StackAddresses stack, Arrival arrival) {
        this.gateway = URI.create(stack.gateway());
        this.arrival = arrival;
    }

    /** Opens so many streams with one person's token. */
    void open(UUID accountId, String token, int count) {
        for (int i = 0; i < count; i++) {
            asked.incrementAndGet();
            threads.execute(() -> read(accountId, token));
        }
    }

    /** Returns when all stand that were opened. */
    void awaitOpen(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (standing.get() < asked.get()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        standing.get() + " streams of " + asked.get() + " stand");
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    int standing() {
        return standing.get();
    }

    private void read(UUID accountId, String token) {
        boolean stands = false;
        try (var socket = new Socket(gateway.getHost(), gateway.getPort())) {
            sockets.add(socket);
            socket.getOutputStream().write(request(token).getBytes(US_ASCII));
            var lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8), 2048);
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!stands && line.startsWith(":")) {
                    stands = true;
                    standing.incrementAndGet();
                }
                if (line.startsWith("id:")) {
                    arrival.of(accountId, line.substring(3).strip(), System.nanoTime());
                }
            }
        } catch (IOException e) {
            if (!closing) {
                throw new UncheckedIOException(e);
            }
        } finally {
            if (stands) {
                standing.decrementAndGet();
            }
        }
    }

    private String request(String token) {
        return "GET /v1/notifications/stream HTTP/1.1\r\nHost: "
                + gateway.getHost()
                + "\r\nAccept: text/event-stream\r\nAuthorization: Bearer "
                + token
                + "\r\n\r\n";
    }

    @Override
    public void close() throws IOException {
        closing = true;
        for (var socket : sockets) {
            socket.close();
        }
        threads.close();
    }
}
