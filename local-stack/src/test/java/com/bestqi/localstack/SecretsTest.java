package com.bestqi.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir private Path dataDir;

    @Test
    void aLaterStartFindsTheSameSecrets() {
        var first = Secrets.in(dataDir);
        var password = first.password("db.device");
        var key = first.key("master.device");
        var signing = first.signingKey("device");

        var later = Secrets.in(dataDir);

        assertThat(later.password("db.device")).isEqualTo(password);
        assertThat(later.key("master.device")).isEqualTo(key);
        assertThat(later.signingKey("device")).isEqualTo(signing);
        assertThat(Base64.getDecoder().decode(key)).hasSize(32);
    }

    @Test
    void twoPartsOfOneStackDoNotForgetEachOthersSecrets() {
        var one = Secrets.in(dataDir);
        var other = Secrets.in(dataDir);
        var first = one.password("a");
        var second = other.password("b");

        var later = Secrets.in(dataDir);

        assertThat(List.of(later.password("a"), later.password("b")))
                .containsExactly(first, second);
        assertThat(other.password("a")).isEqualTo(first);
    }

    @Test
    void nobodyElseReadsThem() throws Exception {
        Secrets.in(dataDir).password("a");

        var rights = Files.getPosixFilePermissions(dataDir.resolve("secrets.json"));

        assertThat(PosixFilePermissions.toString(rights)).isEqualTo("rw-------");
    }

    @Test
    void thePublicSetHoldsNoPrivateKey() throws Exception {
        var secrets = Secrets.in(dataDir);

        var keys =
                new ObjectMapper()
                        .readTree(
                                new ServiceEnvironment(StackPorts.free(), secrets)
                                        .participantKeys())
                        .path("keys");

        assertThat(keys).hasSize(5).noneMatch(key -> key.has("d"));
        assertThat(keys.get(1).path("kid").asText()).isEqualTo("device-1");
        assertThat(Base64.getUrlDecoder().decode(keys.get(1).path("x").asText())).hasSize(32);
    }
}
