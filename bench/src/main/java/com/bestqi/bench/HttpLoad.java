package com.bestqi.bench;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** Callers who send the next call when the one before is answered, for a few seconds. */
final class HttpLoad {
    /** So many that the cores are busy while some of them wait for the disk. */
    private static final int CALLERS = 64;

    private static final Duration ROUND = Duration.ofSeconds(4);

    private HttpLoad() {}

    /** How much was answered. */
    record Load(long calls, double perSecond) {}

    /** Runs one round; an answer with another status than the wanted one is an exception. */
    static Load run(HttpClient http, HttpRequest request, int wanted) throws Exception {
        long begun = System.nanoTime();
        Callable<Long> caller =
                () -> {
                    long answered = 0;
                    while (System.nanoTime() - begun < ROUND.toNanos()) {
                        var status = http.send(request, BodyHandlers.discarding()).statusCode();
                        if (status != wanted) {
                            throw new IllegalStateException("answered " + status);
                        }
                        answered++;
                    }
                    return answered;
                };
        long answered = 0;
        try (var callers = Executors.newFixedThreadPool(CALLERS)) {
            for (var done : callers.invokeAll(Collections.nCopies(CALLERS, caller))) {
                answered += done.get();
            }
        }
        return new Load(answered, answered / ((System.nanoTime() - begun) / 1e9));
    }
}
