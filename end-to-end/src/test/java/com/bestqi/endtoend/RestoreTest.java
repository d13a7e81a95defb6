package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.endtoend.client.Login;
import com.bestqi.endtoend.story.Departure;
import com.bestqi.endtoend.story.Estate;
import com.bestqi.endtoend.story.Resident;
import com.bestqi.localstack.Services;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Databases are put back to a time before erasures (F8). */
@ExtendWith(Suite.Extension.class)
@Tag("F8")
class RestoreTest {
    /** Fifty with {@code -Dbestqi.restored=50}; each costs some seconds. */
    private static final int GONE = Integer.getInteger("bestqi.restored", 6);

    private static final int AT_ONCE = 4;
    private static final Duration DONE = Duration.ofSeconds(120);

    private final Suite suite;

    RestoreTest(Suite suite) {
        this.suite = suite;
    }

    @Test
    @Tag("RI-3")
    @Tag("RT-3")
    void noneOfThoseErasedIsServedAtAnyMomentAfterEverythingIsPutBack() throws Exception {
        var settled = List.of(suite.settled("Ada"), suite.settled("Ben"));
        var gone = new ArrayList<>(settled);
        gone.addAll(inParallel(GONE - settled.size(), i -> suite.newcomer("Gone" + i)));
        var stayed = suite.settled("Stay");
        assertThat(stayed.mailbox().await(1)).isPresent();
        gone.forEach(this::awaitKnownEverywhere);
        var before = Estate.settled(stayed.accountId(), suite.databases());
        var server = ProcessHandle.of(suite.stack().part("postgres").process().pid());
        var backup = FolderCopy.of(suite.stack().postgres().dataFiles(), server.orElseThrow());
        var departures = inParallel(GONE, i -> Departure.confirm(suite.addresses(), gone.get(i)));
        departures.forEach(departure -> departure.certificate(DONE));

        stopAll();
        backup.restore();
        suite.stack().start("postgres");
        suite.stack().start("keycloak");
        assertThat(rows("account", "account", gone)).isEqualTo(GONE);
        // The log-ins are back too, and give valid tokens.
        var tokens = settled.stream().map(this::logIn).toList();
        try (var lookout = new Lookout(suite.stack(), tokens)) {
            atOnce(Services.ALL, suite.stack()::start);
            for (var resident : gone) {
                suite.aftermath().nothingButEvidence(resident.accountId());
            }
            await().atMost(DONE).until(() -> lookout.statuses().contains(410));

            assertThat(lookout.served()).isEmpty();
        }
        for (var resident : settled) {
            suite.aftermath().keysDestroyed(resident.accountId());
            suite.aftermath().noLogIn(resident);
            suite.aftermath().devicesAreRefused(resident);
            suite.aftermath().noTraceInDatabases(resident.person().traces());
        }
        for (var departure : departures) {
            new Certificates(suite).valid(departure.certificate(DONE));
        }
        stayed.api().get("/v1/accounts/me").expect(200);
        suite.aftermath().untouched(before, Estate.settled(stayed.accountId(), suite.databases()));
        suite.aftermath().nothingParked();
    }

    @Test
    @Tag("RI-3")
    @Tag("RT-3")
    void oneDatabaseOlderThanAllOthersGivesNothingBack() {
        var gone = suite.settled("Una");
        var stayed = suite.settled("Stay");
        assertThat(stayed.mailbox().await(1)).isPresent();
        awaitKnownEverywhere(gone);
        var before = Estate.settled(stayed.accountId(), suite.databases());
        var data = copies("");
        var keys = copies("_keys");
        var departure = Departure.confirm(suite.addresses(), gone);
        departure.certificate(DONE);

        for (var service : Services.ALL) {
            suite.stack().stop(service);
            data.get(service).restore();
            suite.stack().start(service);
            nothingIsBack(departure, gone);
        }
        // Each service has its own, and no other service reads it: one round shows all five.
        atOnce(Services.ALL, suite.stack()::stop);
        keys.values().forEach(TableCopy::restore);
        atOnce(Services.ALL, suite.stack()::start);
        nothingIsBack(departure, gone);

        suite.aftermath().untouched(before, Estate.settled(stayed.accountId(), suite.databases()));
        stayed.api().get("/v1/accounts/me").expect(200);
        suite.aftermath().nothingParked();
    }

    private Map<String, TableCopy> copies(String suffix) {
        return Services.ALL.stream()
                .collect(
                        Collectors.toMap(
                                service -> service,
                                service -> TableCopy.of(suite.databases(), service + suffix)));
    }

    private void nothingIsBack(Departure departure, Resident gone) {
        suite.aftermath().nothingButEvidence(gone.accountId());
        suite.aftermath().keysDestroyed(gone.accountId());
        suite.aftermath().noLogIn(gone);
        new Certificates(suite).valid(departure.certificate(DONE));
    }

    @Test
    @Tag("F4")
    void aStartWithoutKafkaIsNotReadySaysWhyAndBecomesReadyByItself() throws Exception {
        var resident = suite.newcomer("Kim");
        awaitKnownEverywhere(resident);
        var token = logIn(resident);
        suite.stack().stop("device");
        suite.stack().stop("kafka");
        var url = suite.stack().addresses().get("DEVICE_URL");
        var management = suite.stack().addresses().get("DEVICE_MANAGEMENT_URL");
        try (var starter = Executors.newVirtualThreadPerTaskExecutor()) {
            var starting = starter.submit(() -> suite.stack().start("device"));
            try {
                await().ignoreExceptionsInstanceOf(IOException.class)
                        .atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> {
                            var ready = Lookout.answer(management + "/q/health/ready", token);
                            assertThat(ready.statusCode()).isEqualTo(503);
                            assertThat(ready.body()).contains("restore-gate").contains("Kafka");
                        });
                var refused = Lookout.answer(url + "/v1/devices", token);
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.body()).contains("urn:problem:service-restoring");
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            } finally {
                suite.stack().start("kafka");
            }
            starting.get();
        }
        assertThat(Lookout.answer(url + "/v1/devices", token).statusCode()).isEqualTo(200);
    }

    /** What the databases lost is an officer's to record; until then the audit calls it broken. */
    @AfterEach
    void recordWhatTheAuditLost() {
        var officer = suite.anyone().as(new Login(suite.addresses()).direct("officer", "officer"));
        for (var service : Services.ALL) {
            var audit = "/v1/admin/" + service + "/audit";
            if (officer.get(audit + "/check").expect(200).json().has("firstBroken")) {
                officer.send("POST", audit + "/restores", null, "", Map.of()).expect(200);
            }
            await().atMost(DONE)
                    .until(() ->
                            !officer.get(audit + "/check").expect(200).json().has("firstBroken"));
        }
    }

    private String logIn(Resident resident) {
        var person = resident.person();
        return new Login(suite.addresses()).direct(person.email(), person.password());
    }

    private long rows(String database, String table, List<Resident> residents) {
        return residents.stream()
                .mapToLong(resident ->
                        suite.databases()
                                .number(
                                        database,
                                        "SELECT count(*) FROM " + table + " WHERE account_id = ?",
                                        resident.accountId()))
                .sum();
    }

    private void awaitKnownEverywhere(Resident resident) {
        for (var service : Services.ALL) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> rows(service, "data_subject", List.of(resident)) == 1);
        }
    }

    private void stopAll() {
        atOnce(Services.ALL, suite.stack()::stop);
        suite.stack().stop("keycloak");
        suite.stack().stop("postgres");
    }

    private static void atOnce(Collection<String> names, Consumer<String> action) {
        try {
            all(
                    names.stream()
                            .<Callable<String>>map(name ->
                                    () -> {
                                        action.accept(name);
                                        return name;
                                    })
                            .toList(),
                    names.size());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> List<T> inParallel(int count, IntFunction<T> work) throws Exception {
        return all(
                IntStream.range(0, count).<Callable<T>>mapToObj(i -> () -> work.apply(i)).toList(),
                AT_ONCE);
    }

    private static <T> List<T> all(List<Callable<T>> tasks, int atOnce)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(atOnce)) {
            var results = new ArrayList<T>();
            for (var done : threads.invokeAll(tasks)) {
                results.add(done.get());
            }
            return results;
        }
    }
}
