package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.endtoend.client.Mailbox.Mail;
import com.bestqi.endtoend.story.Caller;
import com.bestqi.endtoend.story.Departure;
import com.bestqi.endtoend.story.Resident;
import com.bestqi.localstack.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
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
            var callers = Caller.ofEachService(resident);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                try {
                    callers.forEach(caller -> threads.submit(caller::goOn));
                    for (var service : TWICE) {
                        callers.forEach(caller -> caller.awaitMore(LONG));
                        departures.add(Departure.confirm(suite.addresses(), leaving.get(service)));
                        killOneAfterTheOther(replicas.get(service), callers);
                    }
                } finally {
                    callers.forEach(Caller::stop);
                }
            }

            for (var caller : callers) {
                assertThat(caller.failed()).as(caller.name()).isEmpty();
                assertThat(caller.unknown())
                        .as("cut off in flight: " + caller.name())
                        .isLessThanOrEqualTo(KILLS);
            }
            var reports = callers.getFirst();
            assertThat(readings(resident) - before)
                    .isBetween(reports.answered(), reports.answered() + reports.unknown());
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
        callers.forEach(caller -> caller.awaitMore(LONG));
        suite.stack().startAgain(second);
        suite.stack().kill(second.service());
        callers.forEach(caller -> caller.awaitMore(LONG));
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

    private long readings(Resident resident) {
        return suite.databases()
                .number(
                        "device",
                        "SELECT count(*) FROM reading WHERE account_id = ?::uuid",
                        resident.accountId().toString());
    }
}
