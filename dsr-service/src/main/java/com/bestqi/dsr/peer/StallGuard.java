package com.bestqi.dsr.peer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Ends a stream that stands still for too long, so that nobody waits for a dead peer for ever. */
final class StallGuard extends FilterInputStream {
    private final Thread guard;
    private volatile long readSince;

    StallGuard(InputStream body, Duration limit) {
        super(body);
        this.guard = Thread.ofVirtual().start(() -> watch(limit));
    }

    private void watch(Duration limit) {
        try {
            while (true) {
                Thread.sleep(limit.dividedBy(4));
                long since = readSince;
                if (since != 0 && System.nanoTime() - since > limit.toNanos()) {
                    in.close();
                    return;
                }
            }
        } catch (InterruptedException | IOException e) {
            // Over: closed by its reader, or the connection is gone already.
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        readSince = Math.max(1, System.nanoTime());
        try {
            return super.read(buffer, offset, length);
        } finally {
            readSince = 0;
        }
    }

    @Override
    public void close() throws IOException {
        guard.interrupt();
        super.close();
    }
}
