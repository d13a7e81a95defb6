package com.bestqi.endtoend.chaos;

import com.bestqi.endtoend.client.Answer;
import com.bestqi.endtoend.client.UnexpectedAnswer;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What clients asked for and what they were told, in the order of the answers. An answer that never
 * came, or came from a part in trouble, is <em>unknown</em>: it may have had its effect or not.
 */
final class History {
    private final List<Operation> operations = new CopyOnWriteArrayList<>();
    private final Writer file;

    /** Also written to {@code file}, a line an operation. */
    History(Writer file) {
        this.file = file;
    }

    /** How an operation ended, as far as its client knows. */
    enum Outcome {
        OK,
        FAILED,
        UNKNOWN
    }

    /**
     * One call.
     *
     * @param person who made it, by a number
     * @param kind what it was for
     * @param status of the answer; 0 when none came
     */
    record Operation(
            int person, String kind, Instant start, Instant end, Outcome outcome, int status) {}

    /** Makes one call and remembers what came of it; null when no answer came. */
    @Nullable Answer once(int person, String kind, Supplier<Answer> call) {
        var start = Instant.now();
        try {
            var answer = call.get();
            add(person, kind, start, outcome(answer.status()), answer.status());
            return answer;
        } catch (UnexpectedAnswer e) {
            add(person, kind, start, Outcome.UNKNOWN, 0);
            return null;
        }
    }

    private static Outcome outcome(int status) {
        if (status / 100 == 2) {
            return Outcome.OK;
        }
        return status / 100 == 4 ? Outcome.FAILED : Outcome.UNKNOWN;
    }

    /**
     * Makes a call until it ends in one of the statuses; every try is an operation of its own.
     * Throws {@link StillRefused} when that takes too long.
     */
    Answer insist(int person, String kind, List<Integer> until, Supplier<Answer> call) {
        long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        int last = 0;
        while (System.nanoTime() < deadline) {
            var answer = once(person, kind, call);
            if (answer != null && until.contains(answer.status())) {
                return answer;
            }
            last = answer == null ? 0 : answer.status();
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(200, 800) * 1_000_000);
        }
        throw new StillRefused(person, kind, last);
    }

    /** A client that was never given what it is promised. */
    static final class StillRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StillRefused(int person, String kind, int status) {
            super("person " + person + " never got " + kind + ", last answer " + status);
        }
    }

    private void add(int person, String kind, Instant start, Outcome outcome, int status) {
        var done = new Operation(person, kind, start, Instant.now(), outcome, status);
        operations.add(done);
        write(
                "{\"person\":%d,\"kind\":\"%s\",\"start\":\"%s\",\"end\":\"%s\",\"outcome\":\"%s\",\"status\":%d}"
                        .formatted(
                                done.person(),
                                done.kind(),
                                done.start(),
                                done.end(),
                                done.outcome(),
                                done.status()));
    }

    /** Notes that a fault was made, so that the file can be read as one story. */
    void fault(String words) {
        write("{\"fault\":\"%s\",\"at\":\"%s\"}".formatted(words, Instant.now()));
    }

    private synchronized void write(String line) {
        try {
            file.write(line + "\n");
            file.flush();
        } catch (IOException e) {
            throw new IllegalStateException("the history cannot be written", e);
        }
    }

    /** All operations so far. */
    List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** How many ended so. */
    long count(Outcome outcome) {
        return operations.stream().filter(done -> done.outcome() == outcome).count();
    }
}
