package com.bestqi.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final Options USUAL = Images.usual(Path.of("/somewhere"));

    @Test
    void withoutAWordAllImagesBecomeFiles() {
        assertThat(USUAL.registry()).isEmpty();
        assertThat(USUAL.kinds()).containsExactly(Kind.NATIVE, Kind.JVM);
        assertThat(USUAL.services()).hasSize(5);
        assertThat(Options.parse(List.of(), USUAL)).isEqualTo(USUAL);
    }

    /** The one place of each digest is the root pom.xml. */
    @Test
    void theUsualBasesAreImagesByTheirDigest() {
        assertThat(USUAL.bases()).hasSize(2);
        USUAL.bases()
                .forEach((kind, base) -> {
                    assertThat(Base.of(base, new Here(kind, Path.of("work"))))
                            .isInstanceOf(Base.Published.class);
                    assertThat(Built.text("pom.xml")).containsOnlyOnce(base);
                });
    }

    @Test
    void everythingCanBeSaid() {
        var options =
                Options.parse(
                        List.of(
                                "--to",
                                "registry.example.org/x",
                                "--kind",
                                "jvm",
                                "--tag",
                                "2.0.0",
                                "--revision",
                                "abc",
                                "--jvm-base",
                                "here",
                                "--aot",
                                "caches",
                                "dsr",
                                "account-service"),
                        USUAL);

        assertThat(options.registry()).contains("registry.example.org/x");
        assertThat(options.kinds()).containsExactly(Kind.JVM);
        assertThat(Kind.JVM.tag(options.version())).isEqualTo("2.0.0-jvm");
        assertThat(Kind.NATIVE.tag(options.version())).isEqualTo("2.0.0");
        assertThat(options.revision()).isEqualTo("abc");
        assertThat(options.caches()).contains(Path.of("caches"));
        assertThat(options.bases()).containsEntry(Kind.JVM, "here");
        assertThat(options.services()).extracting(Service::name).containsExactly("dsr", "account");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--to", "--what x", "--kind both", "billing", "--to r/x --tar f"})
    void whatCannotBeDoneIsSaid(String line) {
        var words = List.of(line.split(" "));

        assertThatThrownBy(() -> Options.parse(words, USUAL))
                .isInstanceOf(ImagesException.class)
                .hasMessageMatching("(?s).*(usage|jvm or native|no service).*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry.example.org/java:25",
                "java",
                "java@sha256:12",
                "tar:/no/such/file"
            })
    void aBaseThatCouldBeAnotherTomorrowIsRefused(String base, @TempDir Path work) {
        assertThatThrownBy(() -> Base.of(base, new Here(Kind.JVM, work)))
                .isInstanceOf(ImagesException.class);
    }
}
