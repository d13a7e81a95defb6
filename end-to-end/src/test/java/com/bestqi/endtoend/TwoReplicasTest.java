package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.endtoend.client.Answer;
import com.bestqi.endtoend.client.Mailbox.Mail;
import com.bestqi.endtoend.client.UnexpectedAnswer;
import com.bestqi.endtoend.story.Departure;
import com.bestqi.endtoend.story.Resident;
import com.bestqi.localstack.Stack.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Services twice behind the gateway, and one replica after the other killed, under calls: two of
 * them in every build, which {@code -Dbestqi.twice=account,device,consent,dsr,notification} makes
 * all.
 */
@ExtendWith(Suite.Extension.class)
class TwoReplicasTest {
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final List<String> TWICE =
            List.of(System.getProperty("bestqi.twice", "consent,dsr").split(","));
    private static final int MORE = 5;
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** Of each service; a caller has one call in flight. */
    private static final long KILLS = 2;

    private final Suite suite;

    TwoReplicasTest(Suite suite) {
        this.suite = suite;
    }

    @Test
    @Tag("F1")
    @Tag("F15")
    void aKilledReplicaTakesNoCallsWithItButThoseItHad() throws Exception {
        var resident = suite.settled("Tova");
        var leaving = new HashMap<String, Resident>();
        TWICE.forEach(service -> leaving.put(service, suite.newcomer("Tomas")));
        long before = readings(resident);
        var departures = new ArrayList<Departure>();
        var replicas = startReplicas();
        try {
            suite.stack().behindGateway(List.copyOf(replicas.values()));
            var callers = callers(resident);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                try {
                    callers.forEach(caller -> threads.submit(caller::goOn));
                    for (var service : TWICE) {
                        callers.forEach(Caller::awaitMore);
                        departures.add(Departure.confirm(suite.addresses(), leaving.get(service)));
                        killOneAfterTheOther(replicas.get(service), callers);
                    }
                } finally {
                    callers.forEach(Caller::stop);
                }
            }

            for (var caller : callers) {
                assertThat(caller.failed).as(caller.name).isEmpty();
                assertThat(caller.unknown.get())
                        .as("cut off in flight: " + caller.name)
                        .isLessThanOrEqualTo(KILLS);
            }
            var reports = callers.getFirst();
            assertThat(readings(resident) - before)
                    .isBetween(
                            reports.answered.get(), reports.answered.get() + reports.unknown.get());
            for (var departure : departures) {
                var certificate = new Certificates(suite).valid(departure.certificate(LONG));
                assertThat(certificate.result()).isEqualTo("complete");
            }
            assertThat(leaving.values())
                    .allSatisfy(one ->
                            assertThat(one.mailbox().mails())
                                    .extracting(Mail::subject)
                                    .hasSizeGreaterThan(1)
                                    .doesNotHaveDuplicates());
        } finally {
            suite.stack().behindGateway(List.of());
            replicas.values().forEach(Replica::close);
        }
    }

    private void killOneAfterTheOther(Replica second, List<Caller> callers) {
        second.kill();
        callers.forEach(Caller::awaitMore);
        suite.stack().startAgain(second);
        suite.stack().kill(second.service());
        callers.forEach(Caller::awaitMore);
        suite.stack().awaitReady(second.service(), LONG);
    }

    private Map<String, Replica> startReplicas() throws Exception {
        var replicas = new HashMap<String, Replica>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var starts = new ArrayList<Callable<Replica>>();
            TWICE.forEach(service -> starts.add(() -> suite.stack().startReplica(service)));
            for (var started : threads.invokeAll(starts)) {
                replicas.put(started.get().service(), started.get());
            }
        }
        return replicas;
    }

    private List<Caller> callers(Resident resident) {
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

    private long readings(Resident resident) {
        return suite.databases()
                .number(
                        "device",
                        "SELECT count(*) FROM reading WHERE account_id = ?::uuid",
                        resident.accountId().toString());
    }

    /** Calls one service again and again, and knows what became of each call. */
    private static final class Caller {
        private static final Set<Integer> DONE = Set.of(200, 202);

        /** The gateway had handed the call on and got no answer, or had nobody to hand it to. */
        private static final int CUT_OFF = 503;

        private final String name;
        private final Supplier<Answer> call;
        private final AtomicLong answered = new AtomicLong();
        private final AtomicLong unknown = new AtomicLong();
        private final List<String> failed = new CopyOnWriteArrayList<>();
        private volatile boolean running = true;

        Caller(String name, Supplier<Answer> call) {
            this.name = name;
            this.call = call;
        }

        void goOn() {
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

        void awaitMore() {
            long before = answered.get();
            await().atMost(LONG).until(() -> answered.get() > before + MORE);
        }

        void stop() {
            running = false;
        }
    }
}
