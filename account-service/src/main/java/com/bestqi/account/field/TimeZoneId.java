package com.bestqi.account.field;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A time zone of the IANA database. */
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = TimeZoneId.Check.class)
public @interface TimeZoneId {

    /** What is said of a value that is none. */
    String message() default "must be a time zone like Europe/Berlin";

    /** Groups as Bean Validation wants them; unused. */
    Class<?>[] groups() default {};

    /** Payload as Bean Validation wants it; unused. */
    Class<? extends Payload>[] payload() default {};

    /** The check; null is somebody else's business. */
    class Check implements ConstraintValidator<TimeZoneId, String> {
        @Override
        public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
            return value == null || ZoneId.getAvailableZoneIds().contains(value);
        }
    }
}
