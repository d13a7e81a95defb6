package com.bestqi.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;

/** Calls at their intended moments, whether or not those before are answered. */
final class OpenLoop implements AutoCloseable {
    private final List<HttpLine> all = new ArrayList<>();
    private final BlockingQueue<HttpLine> free = new LinkedBlockingQueue<>();

    OpenLoop(URI service, int lines) throws IOException {
        for (int i = 0; i < lines; i++) {
            var line = new HttpLine(service);
            all.add(line);
            free.add(line);
        }
    }

    /** A call, by its number. */
    interface Call {
        void make(HttpLine line, int number) throws IOException;
    }

    /** Microseconds from when each call was to be sent to its answer. */
    ConcurrentHistogram run(double rate, Duration time, Call call)
            throws InterruptedException, ExecutionException {
        var micros = new ConcurrentHistogram(3);
        var sent = new ArrayList<Future<Boolean>>();
        long begun = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < rate * time.toSeconds(); i++) {
                long due = begun + (long) (i / rate * 1e9);
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                int number = i;
                sent.add(
                        threads.submit(() -> {
                            var line = free.take();
                            call.make(line, number);
                            free.add(line);
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
    public void close() throws IOException {
        for (var line : all) {
            line.close();
        }
    }
}
