package com.bestqi.consent.client;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Answers of the last moments, bounded in age and number. */
final class Memory {
    private final long nanos;
    private final int atMostEntries;
    private final ConcurrentHashMap<Question, Kept> kept = new ConcurrentHashMap<>();

    Memory(Duration time, int atMostEntries) {
        this.nanos = time.toNanos();
        this.atMostEntries = atMostEntries;
    }

    static Memory none() {
        return new Memory(Duration.ZERO, 0);
    }

    private record Question(UUID accountId, String key) {}

    private record Kept(Decision decision, long askedAt) {}

    /** Counted from before the question: an answer is never older than it seems. */
    Decision get(UUID accountId, String key, Supplier<Decision> ask) {
        long now = System.nanoTime();
        var question = new Question(accountId, key);
        var known = kept.get(question);
        if (known != null && now - known.askedAt() < nanos) {
            return known.decision();
        }
        var decision = ask.get();
        if (!decision.answered() || atMostEntries == 0) {
            kept.remove(question);
            return decision;
        }
        if (kept.size() >= atMostEntries) {
            kept.clear();
        }
        kept.put(question, new Kept(decision, now));
        return decision;
    }
}
