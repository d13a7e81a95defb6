package com.bestqi.notification.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("PU-3")
class WordingsTest {

    @ParameterizedTest
    @CsvSource({
        "de, de",
        "de-AT, de",
        "DE-ch, de",
        "zh-Hant-TW, zh",
        "fr, fr",
        "es-419, es",
        "en-GB, en",
        "pt-BR, en",
        "x, en"
    })
    void theNearestLanguageIsUsed(String wanted, String used) {
        assertThat(Wordings.nearest(wanted)).isEqualTo(used);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "es", "fr", "zh"})
    void everySentenceIsTranslated(String language) throws Exception {
        var translated = new Properties();
        try (var file =
                Wording.class.getResourceAsStream(
                        "/messages/wording_" + language + ".properties")) {
            translated.load(
                    new StringReader(new String(file.readAllBytes(), StandardCharsets.UTF_8)));
        }

        assertThat(translated.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Wording.class.getDeclaredMethods())
                                .map(method -> method.getName())
                                .collect(Collectors.toSet()));
        assertThat(translated.values()).noneMatch(text -> text.toString().isBlank());
    }

    @Test
    void anEmptyTagIsEnglish() {
        assertThat(Wordings.nearest("")).isEqualTo("en");
    }
}
