package com.bestqi.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.bestqi.platform.crypto.SubjectKeys;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.StackResource;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a dump of both databases from before an erasure still gives, and to whom. */
@QuarkusTest
@WithTestResource(StackResource.class)
@Tag("RT-3")
class BackupTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    @Inject ProbeNotes notes;
    @Inject Subjects subjects;
    @Inject SubjectKeys keys;
    @Inject MasterKeyScene scene;
    @Inject Database database;

    @Inject
    @DataSource("keys")
    javax.sql.DataSource keyDatabase;

    @Test
    void withoutTheMasterKeyADumpOfBothGivesNothing() throws Exception {
        var person = register();
        var canary = "canary-" + UUID.randomUUID();
        notes.write(person, canary, 1);
        var note = note(person);
        var wrapped = wrapped(person);

        erase(person);

        assertThat(new String(note, ISO_8859_1)).doesNotContain(canary);
        assertThat(wrapped(person)).isNull();
        for (var guess : List.of(Random.randBytes(32), Arrays.copyOf(wrapped, 32))) {
            assertThatThrownBy(() -> unwrap(guess, wrapped, person))
                    .isInstanceOf(GeneralSecurityException.class);
        }
        assertThatThrownBy(() -> open(Arrays.copyOf(wrapped, 32), note, person))
                .isInstanceOf(GeneralSecurityException.class);
    }

    /** The limit that certificate and operations guide state: it must not be claimed away. */
    @Test
    void withTheMasterKeyOfThatTimeItStillDoes() throws Exception {
        var person = register();
        notes.write(person, "canary", 1);
        var note = note(person);
        var wrapped = wrapped(person);

        erase(person);

        assertThat(open(unwrap(master(), wrapped, person), note, person)).isEqualTo("canary");
    }

    /** Whether the person is erased or not: an old dump opens with nothing that is left. */
    @Test
    @Tag("I-9")
    void withoutTheMasterKeyOfThatTimeItDoesNotAnyMore() throws Exception {
        var person = register();
        notes.write(person, "canary", 1);
        var note = note(person);
        var wrapped = wrapped(person);
        var then = master();

        scene.rotate();

        assertThat(scene.file().names()).hasSize(1);
        assertThatThrownBy(() -> unwrap(master(), wrapped, person))
                .isInstanceOf(GeneralSecurityException.class);
        var wrappedNow = wrapped(person);
        assertThatThrownBy(() -> unwrap(then, wrappedNow, person))
                .isInstanceOf(GeneralSecurityException.class);
        assertThat(open(unwrap(master(), wrappedNow, person), note, person)).isEqualTo("canary");
    }

    private byte[] master() {
        return Base64.getDecoder().decode(scene.file().key(scene.file().current()));
    }

    private static byte[] unwrap(byte[] master, byte[] wrapped, UUID person)
            throws GeneralSecurityException {
        return new AesGcmJce(master).decrypt(wrapped, ("key/" + person).getBytes(UTF_8));
    }

    private static String open(byte[] key, byte[] note, UUID person)
            throws GeneralSecurityException {
        var column = (person + "/probe_note.note").getBytes(UTF_8);
        return new String(new AesGcmJce(key).decrypt(note, column), UTF_8);
    }

    private byte[] note(UUID person) {
        return database.first(
                        "SELECT note FROM probe_note WHERE account_id = ?",
                        rows -> rows.getBytes("note"),
                        person)
                .orElseThrow();
    }

    private byte[] wrapped(UUID person) throws SQLException {
        try (var connection = keyDatabase.getConnection();
                var statement =
                        connection.prepareStatement(
                                "SELECT wrapped FROM subject_key WHERE subject_id = ?")) {
            statement.setObject(1, person);
            try (var rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getBytes("wrapped");
            }
        }
    }

    private UUID register() {
        var person = UUID.randomUUID();
        Bus.publish(new AccountRegistered(person, "eu", "1.0", "en", "registration", THEN));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> subjects.state(person) == Subjects.State.LIVE);
        return person;
    }

    private void erase(UUID person) {
        Bus.publish(
                new SubjectDirective(
                        person, UUID.randomUUID(), SubjectDirective.Kind.ERASE, 1, THEN));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> keys.destroyed(List.of(person)).contains(person));
    }
}
