package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.endtoend.story.Departure;
import com.bestqi.endtoend.story.Estate;
import com.bestqi.localstack.Services;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * All topics are read again from their beginning, by services that forgot having read them (F8).
 */
@ExtendWith(Suite.Extension.class)
class ReplayTest {
    private static final String NOT_READ_AGAIN =
            "SELECT count(*) FROM replay.read_before b LEFT JOIN consumer_position p USING (topic,"
                    + " partition) WHERE p.next_offset IS NULL OR p.next_offset < b.next_offset";

    private final Suite suite;

    ReplayTest(Suite suite) {
        this.suite = suite;
    }

    @Test
    @Tag("RI-3")
    @Tag("RT-3")
    @Tag("F8")
    void aReplayOfAllTopicsBringsNothingBackAndDoublesNothing() {
        var gone = suite.settled("Gone");
        var stayed = suite.settled("Stay");
        assertThat(stayed.mailbox().await(1)).isPresent();
        Departure.confirm(suite.addresses(), gone).certificate(Duration.ofSeconds(60));
        assertThat(gone.mailbox().await(2)).isPresent();
        var evidence = suite.aftermath().nothingButEvidence(gone.accountId());
        var before = Estate.settled(stayed.accountId(), suite.databases());

        atOnce(suite.stack()::stop);
        try (var admin = admin()) {
            await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> forget(admin));
        }
        for (var service : Services.ALL) {
            // Beside the service's tables, of which its inventory knows each.
            suite.databases().execute(service, "CREATE SCHEMA replay");
            suite.databases()
                    .execute(service, "CREATE TABLE replay.read_before AS TABLE consumer_position");
            suite.databases().execute(service, "TRUNCATE inbox_event, consumer_position");
        }
        atOnce(suite.stack()::start);
        await().atMost(Duration.ofSeconds(60)).until(this::allReadAgain);
        for (var service : Services.ALL) {
            suite.databases().execute(service, "DROP SCHEMA replay CASCADE");
        }

        assertThat(suite.aftermath().nothingButEvidence(gone.accountId())).isEqualTo(evidence);
        suite.aftermath().noTraceInDatabases(gone.person().traces());
        suite.aftermath().keysDestroyed(gone.accountId());
        suite.aftermath().noLogIn(gone);
        suite.aftermath().untouched(before, Estate.settled(stayed.accountId(), suite.databases()));
        assertThat(gone.mailbox().mails()).hasSize(2);
        assertThat(stayed.mailbox().mails()).hasSize(1);
        suite.aftermath().nothingParked();
    }

    private static void atOnce(Consumer<String> action) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(
                            Services.ALL.stream()
                                    .map(service ->
                                            CompletableFuture.runAsync(
                                                    () -> action.accept(service), executor))
                                    .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    private Admin admin() {
        var settings = new Properties();
        settings.put("bootstrap.servers", suite.addresses().kafka());
        return Admin.create(settings);
    }

    /** Fails while a group still has members. */
    private static boolean forget(Admin admin) throws Exception {
        var known = admin.listGroups().all().get().stream().map(group -> group.groupId()).toList();
        admin.deleteConsumerGroups(Services.ALL.stream().filter(known::contains).toList())
                .all()
                .get();
        return true;
    }

    private boolean allReadAgain() {
        return Services.ALL.stream()
                .allMatch(service -> suite.databases().number(service, NOT_READ_AGAIN) == 0);
    }
}
