package com.bestqi.consent.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bestqi.platform.problem.ProblemException;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("PO-2")
class LanguageTagTest {
    private static final Set<String> OFFERED = Set.of("en", "de", "zh");

    @ParameterizedTest
    @CsvSource({
        "de, de",
        "DE, de",
        "de-AT, de",
        "zh-Hant-TW, zh",
        "zh-hans, zh",
        "pt-BR, en",
        "tlh, en",
        "x-private, en"
    })
    void aTagIsCutShortUntilSomethingIsThere(String asked, String shown) {
        assertThat(LanguageTag.parse(asked).among(OFFERED)).isEqualTo(shown);
    }

    @Test
    void nobodyAskedIsEnglish() {
        assertThat(LanguageTag.parse(null).among(OFFERED)).isEqualTo("en");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "d",
                "de_AT",
                "de-",
                "-de",
                "deutschland",
                "de;q=1",
                "' OR 1=1",
                "<b>",
                "de-AT-de-AT-de-AT-de-AT-de-AT-de-AT-de"
            })
    void whatIsNoLanguageTagIsRefused(String asked) {
        assertThatThrownBy(() -> LanguageTag.parse(asked)).isInstanceOf(ProblemException.class);
    }
}
