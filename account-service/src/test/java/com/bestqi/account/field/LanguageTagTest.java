package com.bestqi.account.field;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LanguageTagTest {
    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    private record Fields(
            @LanguageTag String language, @TimeZoneId String zone, @CountryCode String country) {}

    @Test
    @Tag("AC-1")
    void knownLanguagesCountriesAndZonesAreTaken() {
        for (var language :
                List.of("en", "de", "es", "fr", "zh", "pt-BR", "zh-Hans-CN", "es-419")) {
            assertThat(valid(language, "UTC", "DE")).as(language).isTrue();
        }
        for (var country : Locale.getISOCountries()) {
            assertThat(valid("en", "UTC", country)).as(country).isTrue();
        }
        for (var zone : ZoneId.getAvailableZoneIds()) {
            assertThat(valid("en", zone, "DE")).as(zone).isTrue();
        }
    }

    @Test
    @Tag("SE-3")
    void unknownOnesAreRefused() {
        for (var language : List.of("", "-", "qq", "eng", "en-", "en-QQ", "de-DE-1996", "en_GB")) {
            assertThat(valid(language, "UTC", "DE")).as(language).isFalse();
        }
        for (var zone : List.of("", "europe/berlin", "Z", "+02:00", "UTC+1", "Mars/Olympus")) {
            assertThat(valid("en", zone, "DE")).as(zone).isFalse();
        }
        for (var country : List.of("", "D", "UK", "EU", "dE", "DEU")) {
            assertThat(valid("en", "UTC", country)).as(country).isFalse();
        }
    }

    private static boolean valid(String language, String zone, String country) {
        return VALIDATOR.validate(new Fields(language, zone, country)).isEmpty();
    }
}
