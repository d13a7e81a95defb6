package com.bestqi.endtoend.story;

import com.bestqi.endtoend.client.Login;
import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.inspection.Databases;
import com.bestqi.endtoend.inspection.Databases.Table;
import com.bestqi.endtoend.inspection.FileSearch;
import com.bestqi.endtoend.inspection.Needle;
import com.bestqi.endtoend.inspection.TopicReader;
import com.bestqi.localstack.Services;
import com.bestqi.platform.proof.Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** What must be true once somebody's certificate is there. Each check fails with what it found. */
public final class Aftermath {
    /**
     * Where the opaque account id stays, and nothing else of the person: the tombstone, the record
     * of the work with its counts, the destroyed key's empty place, and the case with its
     * certificate.
     */
    public static final Set<String> EVIDENCE =
            Set.of(
                    "data_subject",
                    "erasure_task",
                    "subject_key",
                    "erasure_case",
                    "erasure_outcome",
                    "directive_epoch",
                    "legal_hold");

    private static final Duration SETTLING = Duration.ofSeconds(5);

    private final StackAddresses stack;
    private final Databases databases;

    /** Checks on this stack. */
    public Aftermath(StackAddresses stack) {
        this.stack = stack;
        this.databases = new Databases(stack);
    }

    /**
     * No row of any service names the account, but for the evidence. Returns where the evidence is.
     */
    public Map<Table, Long> nothingButEvidence(UUID accountId) {
        var left =
                Patience.until(
                        SETTLING,
                        () -> databases.countsOf(accountId, Databases.ofServices()),
                        counts ->
                                counts.keySet().stream()
                                        .allMatch(table -> EVIDENCE.contains(table.name())));
        var unexpected =
                left.keySet().stream().filter(table -> !EVIDENCE.contains(table.name())).toList();
        BrokenPromise.unless(
                unexpected.isEmpty(), "rows of " + accountId + " are left in " + unexpected);
        return left;
    }

    /** No column of any database, Keycloak's included, holds one of the texts. */
    public void noTraceInDatabases(Collection<String> texts) {
        var found = databases.rowsWith(texts, Databases.all());
        BrokenPromise.unless(found.isEmpty(), "the person's data are left in " + found.keySet());
    }

    /** Keycloak does not know the account. */
    public void noLogIn(Resident resident) {
        var found =
                databases.rowsWith(List.of(resident.accountId().toString()), List.of("keycloak"));
        BrokenPromise.unless(found.isEmpty(), "the log-in is left in Keycloak: " + found.keySet());
        var person = resident.person();
        var answer = new Login(stack).attempt(person.email(), person.password());
        BrokenPromise.unless(
                answer.status() / 100 == 4 && answer.body().contains("invalid_grant"),
                "a log-in was answered with " + answer.status());
    }

    /** Every service keeps the place of the person's key empty. */
    public void keysDestroyed(UUID accountId) {
        for (var service : Services.ALL) {
            long destroyed =
                    databases.number(
                            service + "_keys",
                            "SELECT count(*) FROM subject_key"
                                    + " WHERE subject_id = ? AND wrapped IS NULL",
                            accountId);
            BrokenPromise.unless(
                    destroyed == 1, service + " has not destroyed the key of " + accountId);
        }
    }

    /** No record of any topic holds one of the texts. Returns how many records were read. */
    public int noTraceInTopics(Collection<String> texts) {
        var read = new AtomicInteger();
        new TopicReader(stack)
                .forEach(message -> {
                    read.incrementAndGet();
                    for (var text : texts) {
                        BrokenPromise.unless(
                                !message.content().contains(text),
                                "the topic " + message.topic() + " carries personal data");
                    }
                });
        return read.get();
    }

    /** No line that any part of the stack logged holds one of the texts. */
    public void noTraceInLogs(Collection<String> texts) {
        var hits =
                FileSearch.below(
                        stack.dataDir().resolve("logs"),
                        file -> true,
                        texts.stream().map(Needle::text).toList());
        BrokenPromise.unless(hits.isEmpty(), "a log holds personal data: " + hits);
    }

    /** What somebody else has is exactly what they had. */
    public void untouched(Estate before, Estate after) {
        var changed = before.differences(after);
        BrokenPromise.unless(
                changed.isEmpty(), "rows of somebody else changed meanwhile: " + changed);
    }

    /** No event had to be put aside. */
    public void nothingParked() {
        for (var service : Services.ALL) {
            long parked = databases.number(service, "SELECT count(*) FROM parked_event");
            BrokenPromise.unless(parked == 0, service + " parked " + parked + " events");
        }
    }

    /**
     * The certificate's counts are those of the rows that were there before. Stores that are no
     * tables, or that the departure itself wrote to, may have more.
     */
    public void countsAreExact(Certificate certificate, Estate before) {
        for (var table : before.counts().keySet()) {
            long counted =
                    certificate.services().stream()
                            .filter(outcome -> outcome.service().equals(table.database()))
                            .flatMap(outcome -> outcome.stores().stream())
                            .filter(store -> store.store().equals(table.name()))
                            .mapToLong(store -> store.erased())
                            .sum();
            boolean kept = EVIDENCE.contains(table.name());
            BrokenPromise.unless(
                    kept || counted == before.count(table.database(), table.name()),
                    "of %s there were %d rows, the certificate says %d"
                            .formatted(
                                    table, before.count(table.database(), table.name()), counted));
        }
    }

    /** The devices of the erased person are refused for good. */
    public void devicesAreRefused(Resident resident) {
        for (var device : resident.devices()) {
            var answer = device.report("temperature", 1, 20);
            answer.expect(410);
        }
    }
}
