package com.bestqi.dsr.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("RI-1")
@Tag("SE-3")
class PackageFileTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "../data.json",
                "data/../../x.json",
                "/etc/passwd.json",
                "data//x.json",
                "data\\..\\x.json",
                "C:/x.json",
                "data/.x.json",
                "data/x.json/",
                "data/x\u0000.json",
                "data/x.json\n",
                "a/b/c/d/e.json",
                "data/X.json",
                "data/x",
                ""
            })
    void noNameLeadsOutOfTheFolder(String name) {
        var file = new PackageFile(OutputStream.nullOutputStream());

        assertThatIllegalStateException().isThrownBy(() -> file.begin(name));
    }

    @Test
    void namesOfStoresAreNames() {
        assertThatNoException()
                .isThrownBy(() ->
                        new PackageFile(OutputStream.nullOutputStream())
                                .add("data/device/location_sample.jsonl", ""));
    }

    @Test
    void filesWrittenSideBySideAreWhole() throws IOException {
        var line = "a line that random bytes follow: ".getBytes(UTF_8);
        var noise = new byte[3_000_000];
        new Random(7).nextBytes(noise);

        var files = unzipped(written(line, noise));

        assertThat(files.keySet()).containsExactly("data/first.csv", "data/second.csv");
        assertThat(files.get("data/first.csv")).isEqualTo(noise);
        assertThat(files.get("data/second.csv")).isEqualTo(line);
    }

    @Test
    void theSameDataMakeTheSameFile() throws IOException {
        var text = "text".getBytes(UTF_8);

        assertThat(written(text, text)).isEqualTo(written(text, text));
    }

    @Test
    void whatDidNotJoinIsNotThere() throws IOException {
        var out = new ByteArrayOutputStream();
        var file = new PackageFile(out);
        try (var left = file.begin("data/left.csv")) {
            left.write(1);
        }
        file.add("data/kept.csv", "kept");
        file.finish();

        assertThat(unzipped(out.toByteArray()).keySet()).containsExactly("data/kept.csv");
        assertThat(file.digests().keySet()).containsExactly("data/kept.csv");
    }

    private static byte[] written(byte[] second, byte[] first) throws IOException {
        var out = new ByteArrayOutputStream();
        var file = new PackageFile(out);
        try (var one = file.begin("data/first.csv");
                var other = file.begin("data/second.csv")) {
            int half = first.length / 2;
            one.write(first, 0, half);
            other.write(second);
            one.write(first, half, first.length - half);
            one.join();
            other.join();
        }
        file.finish();
        return out.toByteArray();
    }

    /** As a reader does that goes through the file from its start. */
    private static Map<String, byte[]> unzipped(byte[] zip) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }
}
