package com.bestqi.endtoend.story;

import com.bestqi.endtoend.client.Answer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again until an answer is the one hoped for, or until it has taken too long. */
public final class Patience {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Patience() {}

    /** The first answer that is good, or else the last one. */
    public static <T> T until(Duration atMost, Supplier<T> ask, Predicate<T> good) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            var answer = ask.get();
            if (good.test(answer) || System.nanoTime() > deadline) {
                return answer;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /**
     * Repeats a call while a service has not yet heard of the account or of a switch, as an app
     * does.
     */
    static Answer settled(Supplier<Answer> call) {
        return until(
                Duration.ofSeconds(10),
                call,
                answer ->
                        !(answer.status() == 503 && answer.body().contains("account-not-ready"))
                                && !(answer.status() == 403
                                        && answer.body().contains("consent-required")));
    }
}
