package com.bestqi.probe;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.DatabaseException;
import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.DatabaseCopy;
import com.bestqi.platform.test.StackResource;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Master keys are replaced while everybody goes on. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("I-9")
@Tag("SE-4")
class MasterKeyRotationTest {
    private static final String COLUMN = "probe_note.note";

    @Inject MasterKeyScene scene;
    @Inject SubjectKeys keys;
    @Inject Subjects subjects;
    @Inject ProbeNotes notes;
    @TempDir Path folder;

    @Test
    @Tag("RT-3")
    void nobodyNoticesAndNoKeyIsLostOrComesBack() throws Exception {
        var asking = scene.replica(scene.file().path());
        var texts = new ConcurrentHashMap<UUID, byte[]>();
        scene.people(keys, 200).forEach(person -> texts.put(person, write(person)));
        var gone = new ConcurrentLinkedQueue<UUID>();
        var done = new AtomicBoolean();

        try (var threads = Executors.newFixedThreadPool(4)) {
            var calls =
                    List.of(
                            repeat(
                                    threads::submit,
                                    done,
                                    () -> {
                                        var person = scene.people(keys, 1).getFirst();
                                        return texts.put(person, write(person));
                                    }),
                            repeat(
                                    threads::submit,
                                    done,
                                    () -> {
                                        var person = anyOf(texts);
                                        return asking.find(person)
                                                .map(cipher ->
                                                        cipher.decrypt(COLUMN, texts.get(person)));
                                    }),
                            repeat(
                                    threads::submit,
                                    done,
                                    () -> {
                                        var some =
                                                Stream.of(anyOf(texts), anyOf(texts))
                                                        .distinct()
                                                        .toList();
                                        gone.addAll(some);
                                        return keys.destroy(some);
                                    }));
            scene.rotate();
            scene.rotate();
            done.set(true);
            for (var call : calls) {
                assertThat(call.get()).isPositive();
            }
        }

        assertThat(scene.inUse()).containsExactly(scene.file().current());
        assertThat(keys.destroyed(gone)).containsAll(gone);
        texts.forEach((person, text) -> {
            var cipher = asking.find(person);
            assertThat(cipher.isEmpty()).isEqualTo(gone.contains(person));
            cipher.ifPresent(c -> assertThat(c.decrypt(COLUMN, text)).isEqualTo(person.toString()));
        });
    }

    private byte[] write(UUID person) {
        return keys.cipher(person).encrypt(COLUMN, person.toString());
    }

    private static UUID anyOf(Map<UUID, byte[]> texts) {
        var people = List.copyOf(texts.keySet());
        return people.get(ThreadLocalRandom.current().nextInt(people.size()));
    }

    private interface Submit {
        Future<Integer> to(Callable<Integer> task);
    }

    private static Future<Integer> repeat(Submit submit, AtomicBoolean done, Callable<?> call) {
        return submit.to(() -> {
            int times = 0;
            while (!done.get()) {
                call.call();
                times++;
            }
            return times;
        });
    }

    @Test
    @Tag("F1")
    @Tag("F5")
    void anInterruptedRotationGoesOnAndRetiresNothingTooEarly() throws Exception {
        var people = scene.people(keys, 60);
        var last = people.getLast();
        var old = scene.file().current();
        try (var owner = DatabaseCopy.connect("bestqi.keys.db");
                var lock =
                        owner.prepareStatement(
                                "SELECT FROM subject_key WHERE subject_id = ? FOR UPDATE")) {
            owner.setAutoCommit(false);
            lock.setObject(1, last);
            lock.execute();
            scene.file().addCurrent();
            await().until(() ->
                    people.stream().filter(person -> scene.wrappedWith(person).equals(old)).count()
                            == 1);

            // Every connection of the service breaks, the one with the job's lock too.
            scene.database()
                    .query(
                            "SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity"
                                    + " WHERE usename = current_user AND pid <> pg_backend_pid()"
                                    + " AND datname = current_database()",
                            rows -> rows.getBoolean("ended"));

            await().ignoreExceptionsInstanceOf(DatabaseException.class)
                    .untilAsserted(() -> assertThat(scene.retired(old)).isFalse());
            await().ignoreExceptionsInstanceOf(DatabaseException.class)
                    .untilAsserted(() -> assertThat(keys.find(last)).isPresent());
        }

        scene.awaitRetired(old);
        scene.file().keepCurrentOnly();
        var asking = scene.replica(scene.file().path());
        assertThat(people).allSatisfy(person -> assertThat(asking.find(person)).isPresent());
    }

    @Test
    void aReplicaWithAnOldFileWritesNothingUnderARetiredKey() throws Exception {
        var file = folder.resolve("keys.json");
        Files.copy(scene.file().path(), file);
        var stale = scene.replica(file);
        var known = scene.people(stale, 1).getFirst();
        var cipher = stale.cipher(known).encrypt(COLUMN, "text");
        scene.file().addCurrent();
        var both = Files.readString(scene.file().path());
        var old = scene.masterKeys(file);
        await().until(() -> scene.inUse().equals(List.of(scene.file().current())));
        scene.rotate();
        var person = UUID.randomUUID();

        away(() -> stale.ensure(person));
        away(() -> stale.find(known));
        assertThat(old.fault()).contains("is missing");
        assertThat(
                        scene.database()
                                .query(
                                        "SELECT 1 AS one FROM subject_key WHERE subject_id = ?",
                                        rows -> rows.getInt("one"),
                                        person))
                .isEmpty();

        // A file between the two: its own current key is retired as well, and so is the other one.
        replace(file, both);
        away(() -> stale.ensure(person));

        replace(file, Files.readString(scene.file().path()));
        stale.ensure(person);
        assertThat(scene.wrappedWith(person)).isEqualTo(scene.file().current());
        assertThat(stale.cipher(known).decrypt(COLUMN, cipher)).isEqualTo("text");
    }

    @Test
    void aFileThatHoldsTheNewKeyBeforeItIsCurrentNeverFails() throws Exception {
        var file = folder.resolve("keys.json");
        var old = scene.file().current();
        scene.file().addCurrent();
        var set = Files.readString(scene.file().path());
        var current = scene.file().current();
        replace(file, set.replace("\"current\" : \"" + current, "\"current\" : \"" + old));
        var prepared = scene.replica(file);
        scene.awaitRetired(old);

        var person = scene.people(prepared, 1).getFirst();

        assertThat(scene.wrappedWith(person)).isEqualTo(current);
        assertThat(prepared.find(person)).isPresent();
        scene.file().keepCurrentOnly();
    }

    @Test
    @Tag("SE-1")
    void theDatabaseRefusesWhatARetiredKeyWrapsAndTheRoleCannotBringItBack() {
        var retired = scene.rotate();
        var current = scene.file().current();
        var person = scene.people(keys, 1).getFirst();

        refused(
                "23503",
                "INSERT INTO subject_key (subject_id, wrapped, master_key_id, created_at)"
                        + " VALUES (gen_random_uuid(), 'x', '"
                        + retired
                        + "', now())");
        refused(
                "23503",
                "UPDATE subject_key SET master_key_id = '"
                        + retired
                        + "'"
                        + " WHERE subject_id = '"
                        + person
                        + "'");
        refused(
                "23514",
                "UPDATE subject_key SET master_key_id = NULL WHERE subject_id = '" + person + "'");
        refused("42501", "UPDATE master_key SET retired_at = NULL");
        refused("42501", "INSERT INTO master_key (id) VALUES ('mine')");
        refused("42501", "DELETE FROM master_key");
        refused("42501", "DELETE FROM subject_key");
        assertThat(truth("SELECT retire_master_key('" + current + "')")).isFalse();
        assertThat(truth("SELECT retire_master_key('no such key')")).isFalse();
        truth("SELECT register_master_key('" + retired + "', 'x') IS NULL");
        assertThat(scene.retired(retired)).isTrue();
    }

    private void refused(String state, String sql) {
        assertThatThrownBy(() -> scene.database().update(sql))
                .isInstanceOfSatisfying(
                        DatabaseException.class,
                        e -> assertThat(e.state()).as(sql).isEqualTo(state));
    }

    private boolean truth(String sql) {
        return scene.database()
                .first("SELECT (" + sql + ") AS so", rows -> rows.getBoolean("so"))
                .orElseThrow();
    }

    @Test
    void anotherKeyByAKnownNameAndAKnownKeyByAnotherNameAreFoundOut() throws Exception {
        scene.people(keys, 1);
        var name = scene.file().current();
        var bytes = scene.file().key(name);
        var other = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=";
        var file = folder.resolve("keys.json");

        replace(file, "{\"current\":\"%s\",\"keys\":{\"%s\":\"%s\"}}".formatted(name, name, other));
        assertThat(scene.masterKeys(file).fault()).contains(name + " is another key");
        away(() -> scene.replica(file).ensure(UUID.randomUUID()));

        replace(file, "{\"current\":\"x\",\"keys\":{\"x\":\"%s\"}}".formatted(bytes));
        assertThat(scene.masterKeys(file).fault()).contains(name + " is missing");
        away(() -> scene.replica(file).ensure(UUID.randomUUID()));
    }

    @Test
    void aBrokenFileIsNamedAndTheOldKeysGoOn() throws Exception {
        var file = folder.resolve("keys.json");
        Files.copy(scene.file().path(), file);
        var masterKeys = scene.masterKeys(file);
        var replica = scene.replica(file);
        var person = scene.people(replica, 1).getFirst();
        assertThat(masterKeys.fileFault()).isEmpty();

        for (var broken :
                List.of(
                        "",
                        "[]",
                        "secret",
                        "{\"current\":\"a\",\"keys\":{}}",
                        "{\"current\":\"a\",\"keys\":{\"a\":\"secret\"}}",
                        "{\"current\":\"a\",\"keys\":{\"a\":\"c2VjcmV0\"}}",
                        "{\"current\":\"a\",\"keys\":{\"a\":7}}",
                        "{\"current\":\"a\",\"current\":\"secret\",\"keys\":{}}",
                        "{\"current\":\"a b\",\"keys\":{\"a b\":\"%1$s\"}}",
                        "{\"current\":\"b\",\"keys\":{\"a\":\"%1$s\"}}",
                        "{\"current\":\"a\",\"keys\":{\"a\":\"%1$s\",\"b\":\"%1$s\"}}",
                        "{\"current\":\"a\",\"keys\":{\"a\":\"%1$s\"},\"secret\":1}",
                        "{\"current\":\"a\",\"keys\":{\"a\":\"%1$s\"}} secret")) {
            var text = broken.formatted(scene.file().key(scene.file().current()));
            replace(file, text);

            assertThatThrownBy(() -> scene.masterKeys(file).fault())
                    .as(text)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("BESTQI_MASTER_KEYS_FILE")
                    .hasMessageContaining(file.toString())
                    .hasMessageNotContaining("secret");
            scene.people(replica, 1);
            assertThat(replica.find(person)).isPresent();
        }
        Files.delete(file);
        assertThatThrownBy(() -> scene.masterKeys(file).fault())
                .hasMessageContaining("no such file");
        assertThat(replica.find(person)).isPresent();
    }

    @Test
    void theRunningServiceSaysThatItsFileIsBrokenAndStaysReady() throws Exception {
        var file = scene.file().path();
        var good = Files.readString(file);
        try {
            replace(file, "broken");
            await().until(() -> metric("master_key_file_broken") == 1);
            given().get("/q/health/ready").then().statusCode(200);
            scene.people(keys, 1);
        } finally {
            replace(file, good);
        }
        await().until(() -> metric("master_key_file_broken") == 0);
    }

    @Test
    @Tag("F8")
    @Tag("RT-3")
    void anOldKeysDatabaseWithoutItsMasterKeyIsNotServedAndWithItIsWrappedAgain() throws Exception {
        var person = scene.people(keys, 1).getFirst();
        var asking = scene.replica(scene.file().path());
        var text = asking.cipher(person).encrypt(COLUMN, "text");
        var copy = DatabaseCopy.ofKeys();
        var old = scene.file().current();
        var oldKey = scene.file().key(old);
        scene.rotate();
        var file = scene.file().path();
        var set = Files.readString(file);

        copy.restore();

        await().untilAsserted(() ->
                assertThat(given().get("/q/health/ready").asString())
                        .contains("master-keys")
                        .contains(old + " is missing"));
        given().get("/q/health/ready").then().statusCode(503);
        assertThat(metric("master_key_missing")).isEqualTo(1);
        var without = scene.replica(file);
        away(() -> without.find(person));

        replace(
                file,
                set.replace("\"keys\" : {", "\"keys\" : {\"%s\":\"%s\",".formatted(old, oldKey)));
        scene.awaitRetired(old);
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        scene.file().keepCurrentOnly();
        assertThat(asking.cipher(person).decrypt(COLUMN, text)).isEqualTo("text");
        assertThat(metric("master_key_rows_left")).isZero();
    }

    @Test
    @Tag("F7")
    void whileTheMasterKeyIsAwayCallsGet503AndEventsWait() throws Exception {
        var person = UUID.randomUUID();
        var newcomer = UUID.randomUUID();
        register(person);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> subjects.state(person) == Subjects.State.LIVE);
        var retired = scene.file().current();
        var retiredKey = scene.file().key(retired);
        scene.rotate();
        var file = scene.file().path();
        var good = Files.readString(file);
        try {
            replace(
                    file,
                    "{\"current\":\"%1$s\",\"keys\":{\"%1$s\":\"%2$s\"}}"
                            .formatted(retired, retiredKey));
            await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(503));
            given().auth()
                    .oauth2(Tokens.user(person))
                    .contentType("application/json")
                    .body("{\"text\":\"now\",\"times\":1}")
                    .post("/v1/probes")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "1")
                    .body("type", equalTo("urn:problem:unavailable"));
            register(newcomer);
            // Longer than it takes to park what can never be applied.
            await().during(Duration.ofMillis(700))
                    .until(() -> subjects.state(newcomer) == Subjects.State.UNKNOWN);
        } finally {
            replace(file, good);
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> subjects.state(newcomer) == Subjects.State.LIVE);
        given().get("/q/health/ready").then().statusCode(200);
        notes.write(person, "then", 1);
        notes.write(newcomer, "then", 1);
    }

    private static void register(UUID person) {
        Bus.publish(
                new AccountRegistered(
                        person,
                        "eu",
                        "1.0",
                        "en",
                        "registration",
                        Instant.parse("2026-01-01T00:00:00Z")));
    }

    private static double metric(String name) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(-1);
    }

    private static void away(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem()).isEqualTo(CommonProblem.UNAVAILABLE));
    }

    /** As a mounted Secret changes: whole, at once. */
    private void replace(Path file, String text) throws Exception {
        var fresh = Files.writeString(folder.resolve("fresh"), text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
