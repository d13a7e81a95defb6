package com.bestqi.localstack.gateway;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * Passes a body on while it is within its limit. One byte more and it fails; the rest is read and
 * thrown away, so that the client gets to hear why.
 */
final class LimitedBody implements ReadStream<Buffer> {
    private final ReadStream<Buffer> body;
    private final long limit;
    private final Handler<Buffer> rest;
    private long seen;
    private boolean exceeded;
    private @Nullable Handler<Throwable> failure;

    /**
     * A body that may have {@code limit} bytes; {@code rest} gets what comes after it has had more.
     */
    LimitedBody(ReadStream<Buffer> body, long limit, Handler<Buffer> rest) {
        this.rest = rest;
        this.body = body;
        this.limit = limit;
    }

    boolean exceeded() {
        return exceeded;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        body.handler(handler == null ? null : chunk -> pass(chunk, handler));
        return this;
    }

    private void pass(Buffer chunk, Handler<Buffer> handler) {
        if (exceeded) {
            return;
        }
        seen += chunk.length();
        if (seen <= limit) {
            handler.handle(chunk);
            return;
        }
        exceeded = true;
        if (failure != null) {
            failure.handle(new IllegalStateException("the body is over its limit"));
        }
        body.handler(rest);
        body.resume();
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        // Once the limit is passed, the pipe takes its handlers off and would take the one that
        // discards off as well.
        failure = handler;
        body.exceptionHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        if (!exceeded) {
            body.pause();
        }
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        body.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        body.fetch(amount);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        body.endHandler(handler);
        return this;
    }
}
