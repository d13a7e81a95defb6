package com.bestqi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code verify} says when there is nothing to verify. */
class VerifyTest {
    private static final String NO_KEYS = "{\"keys\":[]}";

    @TempDir private Path folder;

    private VerifyCommand.Result run(String... arguments) {
        return VerifyCommand.run(List.of(arguments), Map.of("DATA_DIR", folder.toString()));
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    @Tag("RI-3")
    void withoutAFileItSaysHowToUseIt() {
        assertThat(run().exitCode()).isEqualTo(1);
        assertThat(run().output()).contains("verify FILE [--keys JWKS]");
        assertThat(run("a", "--key", "b").output()).contains("verify FILE [--keys JWKS]");
    }

    @Test
    @Tag("RI-3")
    void aFileThatIsNotThereIsNamed() {
        var result = run("/nowhere/at-all.jwt");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("/nowhere/at-all.jwt");
    }

    @Test
    @Tag("RI-3")
    void keysThatAreNoneAreNamed() throws IOException {
        var result = run(file("c.jwt", "a.b.c"), "--keys", file("keys.json", "hello"));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("not a JWK set");
    }

    @Test
    @Tag("RI-3")
    void rubbishIsNotValidAndTheFaultIsNamed() throws IOException {
        file("certificate-keys.json", NO_KEYS);
        for (var rubbish : List.of("", "  \n", "a.b.c", "{}", "e30.e30.", "\u0000")) {
            var result = run(file("c.jwt", rubbish));

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.output()).contains("NOT VALID").contains("signature");
        }
    }
}
