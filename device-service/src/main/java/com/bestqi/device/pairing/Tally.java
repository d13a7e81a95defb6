package com.bestqi.device.pairing;

import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts what somebody did within a window that begins with the first time. */
final class Tally {
    private static final int MOST_COUNTED = 100_000;

    private final int most;
    private final Duration width;
    private final Clock clock;
    private final Cache<String, Window> windows;

    Tally(int most, Duration width, Clock clock) {
        this.most = most;
        this.width = width;
        this.clock = clock;
        this.windows =
                Caffeine.newBuilder().maximumSize(MOST_COUNTED).expireAfterWrite(width).build();
    }

    private record Window(int times, Instant end) {}

    /** Throws 429 while so much was done within the window that no more may be. */
    void check(String who, String detail) {
        var window = windows.getIfPresent(who);
        var now = clock.instant();
        if (window != null && window.times() >= most && now.isBefore(window.end())) {
            long seconds = Duration.between(now, window.end()).plusMillis(999).toSeconds();
            throw new ProblemException(CommonProblem.TOO_MANY_REQUESTS, detail)
                    .header("Retry-After", Long.toString(Math.max(1, seconds)));
        }
    }

    void count(String who) {
        windows.asMap().compute(who, (_, window) -> next(window));
    }

    private Window next(@Nullable Window window) {
        var now = clock.instant();
        return window == null || !now.isBefore(window.end())
                ? new Window(1, now.plus(width))
                : new Window(window.times() + 1, window.end());
    }
}
