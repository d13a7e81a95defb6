package com.bestqi.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyFileTest {
    @TempDir private Path dataDir;

    @Test
    void aLaterStartFindsTheSameKeysAndNobodyElseReadsThem() throws Exception {
        var first = MasterKeyFile.made(dataDir, "device");

        var later = MasterKeyFile.made(dataDir, "device");

        assertThat(later.key(later.current())).isEqualTo(first.key(first.current()));
        assertThat(Base64.getDecoder().decode(first.key(first.current()))).hasSize(32);
        assertThat(MasterKeyFile.made(dataDir, "account").current()).isNotEqualTo(first.current());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first.path())))
                .isEqualTo("rw-------");
    }

    @Test
    void aNewKeyComesBesideTheOldOneUntilThatIsTakenOut() throws Exception {
        var file = MasterKeyFile.made(dataDir, "device");
        var old = file.current();
        var oldKey = file.key(old);

        file.addCurrent();

        assertThat(file.names()).containsExactlyInAnyOrder(old, file.current()).hasSize(2);
        assertThat(file.key(old)).isEqualTo(oldKey);
        file.keepCurrentOnly();
        assertThat(file.names()).containsExactly(file.current()).doesNotContain(old);
        assertThat(Files.readString(file.path())).doesNotContain(oldKey);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
    }

    @Test
    void oneAtATimeChangesIt() {
        var file = MasterKeyFile.made(dataDir, "device");
        try (var lock = file.lock()) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(file::lock).isInstanceOf(StackException.class);
        }
        file.lock().close();
    }

    @Test
    void noneIsMadeForWhoOnlyLooks() {
        assertThatThrownBy(() -> MasterKeyFile.of(dataDir, "device"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("there is no file");
        assertThat(dataDir).isEmptyDirectory();
    }
}
