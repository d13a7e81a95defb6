package com.bestqi.platform.stream;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one client: whoever sends waits until the client's side has taken it, for as
 * long as {@code patience}. What it throws means that the client went away or reads too slowly.
 */
public record EventStream(SseEventSink sink, Sse sse, Duration patience) implements AutoCloseable {
    private static final long RECONNECT_MILLIS = 2_000;

    /** Whether the client is still there, as far as is known. */
    public boolean isOpen() {
        return !sink.isClosed();
    }

    /** Says at once that the stream stands, or nobody would know before the first event. */
    public void open() throws InterruptedException, ExecutionException, TimeoutException {
        send(sse.newEventBuilder().comment("open").reconnectDelay(RECONNECT_MILLIS).build());
    }

    /** Keeps what lies between from taking the connection for dead, and finds out if it is. */
    public void sign() throws InterruptedException, ExecutionException, TimeoutException {
        send(sse.newEventBuilder().comment("here").build());
    }

    /**
     * Sends an event.
     *
     * @param id with which a client says where to go on
     */
    public void send(String name, @Nullable String id, String data)
            throws InterruptedException, ExecutionException, TimeoutException {
        var event = sse.newEventBuilder().name(name).data(data);
        send((id == null ? event : event.id(id)).build());
    }

    private void send(OutboundSseEvent event)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (isOpen()) {
            sink.send(event).toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        sink.close();
    }
}
