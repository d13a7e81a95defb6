package com.bestqi.account.field;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A language tag of BCP 47: a language of ISO 639-1, perhaps with script and country. */
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = LanguageTag.Check.class)
public @interface LanguageTag {

    /** What is said of a value that is none. */
    String message() default "must be a language tag like en or de-AT";

    /** Groups as Bean Validation wants them; unused. */
    Class<?>[] groups() default {};

    /** Payload as Bean Validation wants it; unused. */
    Class<? extends Payload>[] payload() default {};

    /** The check; null is somebody else's business. */
    class Check implements ConstraintValidator<LanguageTag, String> {
        private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
        private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
        private static final Pattern AREA = Pattern.compile("[0-9]{3}");

        @Override
        public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
            return value == null || known(value);
        }

        private static boolean known(String tag) {
            try {
                var locale = new Locale.Builder().setLanguageTag(tag).build();
                return LANGUAGES.contains(locale.getLanguage())
                        && inhabited(locale.getCountry())
                        && locale.getVariant().isEmpty()
                        && !locale.hasExtensions();
            } catch (IllformedLocaleException e) {
                return false;
            }
        }

        private static boolean inhabited(String country) {
            return country.isEmpty()
                    || COUNTRIES.contains(country)
                    || AREA.matcher(country).matches();
        }
    }
}
