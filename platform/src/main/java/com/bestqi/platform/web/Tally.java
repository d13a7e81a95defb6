package com.bestqi.platform.web;

import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Counts what somebody did within a window that begins with the first time. In the memory of one
 * replica; of more than a hundred thousand the oldest are forgotten.
 */
public final class Tally {
    private static final int MOST_COUNTED = 100_000;

    private final int most;
    private final Duration width;
    private final Clock clock;
    private final Cache<String, Window> windows;

    /** Counts up to so many times within a window so wide. */
    public Tally(int most, Duration width, Clock clock) {
        this.most = most;
        this.width = width;
        this.clock = clock;
        this.windows =
                Caffeine.newBuilder().maximumSize(MOST_COUNTED).expireAfterWrite(width).build();
    }

    private record Window(int times, Instant end) {}

    /** Throws 429 while so much was done within the window that no more may be. */
    public void check(String who, String detail) {
        var window = windows.getIfPresent(who);
        var now = clock.instant();
        if (window != null && window.times() >= most && now.isBefore(window.end())) {
            throw tooMany(window, now, detail);
        }
    }

    private static ProblemException tooMany(Window window, Instant now, String detail) {
        long seconds = Duration.between(now, window.end()).plusMillis(999).toSeconds();
        return new ProblemException(CommonProblem.TOO_MANY_REQUESTS, detail)
                .header("Retry-After", Long.toString(Math.max(1, seconds)));
    }

    /** Counts once, whatever has been counted. */
    public void count(String who) {
        windows.asMap().compute(who, (_, window) -> next(window));
    }

    /** Counts once, or throws 429 when it was often enough. */
    public void take(String who, String detail) {
        var window = windows.asMap().compute(who, (_, before) -> next(before));
        if (window.times() > most) {
            throw tooMany(window, clock.instant(), detail);
        }
    }

    private Window next(@Nullable Window window) {
        var now = clock.instant();
        return window == null || !now.isBefore(window.end())
                ? new Window(1, now.plus(width))
                : new Window(window.times() + 1, window.end());
    }
}
