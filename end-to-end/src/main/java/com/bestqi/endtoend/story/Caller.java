package com.bestqi.endtoend.story;

import com.bestqi.endtoend.client.Answer;
import com.bestqi.endtoend.client.UnexpectedAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Calls one service again and again, one call at a time, and knows what became of each: answered,
 * cut off in flight, or failed.
 */
public final class Caller {
    private static final Set<Integer> DONE = Set.of(200, 202);

    /** The gateway had handed the call on and got no answer, or had nobody to hand it to. */
    private static final int CUT_OFF = 503;

    private static final int MORE = 5;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final String name;
    private final Supplier<Answer> call;
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();
    private final List<String> failed = new CopyOnWriteArrayList<>();
    private volatile boolean running = true;

    private Caller(String name, Supplier<Answer> call) {
        this.name = name;
        this.call = call;
    }

    /** One for each of the five services; the first reports one reading a call. */
    public static List<Caller> ofEachService(Resident resident) {
        var device = resident.devices().getFirst();
        var turn = new AtomicLong();
        return List.of(
                new Caller("readings", () -> device.report("temperature", 1, 20)),
                new Caller(
                        "profile",
                        () ->
                                resident.api()
                                        .patch(
                                                "/v1/accounts/me",
                                                Map.of(
                                                        "nickname",
                                                        "Tova" + turn.incrementAndGet()))),
                new Caller(
                        "consents",
                        () ->
                                resident.api()
                                        .put(
                                                "/v1/consents/camera",
                                                Map.of(
                                                        "granted",
                                                        turn.incrementAndGet() % 2 == 0))),
                new Caller("requests", () -> resident.api().get("/v1/requests")),
                new Caller("notifications", () -> resident.api().get("/v1/notifications")));
    }

    public String name() {
        return name;
    }

    /** How many calls were answered as they should be. */
    public long answered() {
        return answered.get();
    }

    /** How many calls nobody knows the effect of. */
    public long unknown() {
        return unknown.get();
    }

    /** What the other calls were answered. */
    public List<String> failed() {
        return List.copyOf(failed);
    }

    /** Calls until it is stopped. */
    public void goOn() {
        while (running) {
            try {
                var answer = call.get();
                if (DONE.contains(answer.status())) {
                    answered.incrementAndGet();
                } else if (answer.status() == CUT_OFF) {
                    unknown.incrementAndGet();
                } else {
                    failed.add(answer.status() + " " + answer.body());
                }
            } catch (UnexpectedAnswer e) {
                failed.add(String.valueOf(e.getMessage()));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Returns when some more calls were answered. */
    public void awaitMore(Duration atMost) {
        long before = answered.get();
        long now = Patience.until(atMost, answered::get, calls -> calls > before + MORE);
        BrokenPromise.unless(
                now > before + MORE,
                name + " is not served: " + (now - before) + " answers in " + atMost);
    }

    public void stop() {
        running = false;
    }
}
