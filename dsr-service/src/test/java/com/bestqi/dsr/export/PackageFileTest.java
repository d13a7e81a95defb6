package com.bestqi.dsr.export;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.OutputStream;
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
}
