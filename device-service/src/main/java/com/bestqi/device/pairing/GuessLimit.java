package com.bestqi.device.pairing;

import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Slows down whoever tries codes that do not exist, by source address. Kept in the memory of each
 * replica: with 58 bits to guess a factor of a few replicas changes nothing.
 */
@ApplicationScoped
class GuessLimit {
    private static final int MOST_ADDRESSES = 100_000;

    private final PairingConfig config;
    private final Clock clock;
    private final Cache<String, Window> wrong;

    GuessLimit(PairingConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.wrong =
                Caffeine.newBuilder()
                        .maximumSize(MOST_ADDRESSES)
                        .expireAfterWrite(config.wrongGuessWindow())
                        .build();
    }

    private record Window(int guesses, Instant end) {}

    /** Throws 429 while the address has used up its wrong guesses. */
    void check(String address) {
        var window = wrong.getIfPresent(address);
        var now = clock.instant();
        if (window != null
                && window.guesses() >= config.wrongGuesses()
                && now.isBefore(window.end())) {
            long seconds = Duration.between(now, window.end()).plusMillis(999).toSeconds();
            throw new ProblemException(
                            CommonProblem.TOO_MANY_REQUESTS, "Too many codes that do not exist.")
                    .header("Retry-After", Long.toString(Math.max(1, seconds)));
        }
    }

    void countWrong(String address) {
        wrong.asMap().compute(address, (_, window) -> next(window));
    }

    private Window next(@Nullable Window window) {
        var now = clock.instant();
        return window == null || !now.isBefore(window.end())
                ? new Window(1, now.plus(config.wrongGuessWindow()))
                : new Window(window.guesses() + 1, window.end());
    }
}
