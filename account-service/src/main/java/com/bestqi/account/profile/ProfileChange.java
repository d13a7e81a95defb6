package com.bestqi.account.profile;

import com.bestqi.account.field.CountryCode;
import com.bestqi.account.field.FieldSyntax;
import com.bestqi.account.field.LanguageTag;
import com.bestqi.account.field.TimeZoneId;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.problem.Violation;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A merge patch of the profile (RFC 7396): what is absent stays, null removes, all else replaces.
 * It has setters because a record cannot tell absent from null.
 */
@RegisterForReflection
public class ProfileChange {
    @JsonIgnore private final Set<String> given = new TreeSet<>();

    @Size(max = FieldSyntax.EMAIL_MOST)
    @Pattern(regexp = FieldSyntax.EMAIL, message = FieldSyntax.EMAIL_MESSAGE)
    @Schema(examples = "ada@example.org")
    private @Nullable String email;

    @Pattern(regexp = FieldSyntax.PHONE, message = FieldSyntax.PHONE_MESSAGE)
    @Schema(nullable = true, examples = "+491701234567")
    private @Nullable String phone;

    @Size(max = FieldSyntax.NAME_MOST)
    @Pattern(regexp = FieldSyntax.NAME, message = FieldSyntax.NAME_MESSAGE)
    @Schema(nullable = true, examples = "Ada Lovelace")
    private @Nullable String name;

    @Size(max = FieldSyntax.NICKNAME_MOST)
    @Pattern(regexp = FieldSyntax.NAME, message = FieldSyntax.NAME_MESSAGE)
    @Schema(nullable = true, examples = "Ada")
    private @Nullable String nickname;

    @Size(min = 2, max = 2)
    @CountryCode
    @Schema(examples = "DE")
    private @Nullable String countryCode;

    @Size(max = FieldSyntax.CODE_MOST)
    @LanguageTag
    @Schema(examples = "en")
    private @Nullable String language;

    @Size(max = FieldSyntax.CODE_MOST)
    @TimeZoneId
    @Schema(examples = "Europe/Berlin")
    private @Nullable String timeZone;

    /** Sets the field. */
    public void setEmail(@Nullable String email) {
        given.add("email");
        this.email = email;
    }

    /** Sets the field. */
    public void setPhone(@Nullable String phone) {
        given.add("phone");
        this.phone = phone;
    }

    /** Sets the field. */
    public void setName(@Nullable String name) {
        given.add("name");
        this.name = name;
    }

    /** Sets the field. */
    public void setNickname(@Nullable String nickname) {
        given.add("nickname");
        this.nickname = nickname;
    }

    /** Sets the field. */
    public void setCountryCode(@Nullable String countryCode) {
        given.add("countryCode");
        this.countryCode = countryCode;
    }

    /** Sets the field. */
    public void setLanguage(@Nullable String language) {
        given.add("language");
        this.language = language;
    }

    /** Sets the field. */
    public void setTimeZone(@Nullable String timeZone) {
        given.add("timeZone");
        this.timeZone = timeZone;
    }

    boolean touchesEmail() {
        // An address cannot be taken away; a null is refused, so it starts nothing.
        return email != null;
    }

    Optional<String> newCountryCode() {
        return Optional.ofNullable(countryCode);
    }

    /** The profile after this change; throws 400 when a field is removed that must be there. */
    Profile applyTo(Profile old) {
        var missing =
                Stream.of(
                                required("email", email),
                                required("countryCode", countryCode),
                                required("language", language),
                                required("timeZone", timeZone))
                        .flatMap(violation -> violation)
                        .toList();
        if (!missing.isEmpty()) {
            throw ProblemException.invalid(missing);
        }
        return new Profile(
                email == null ? old.email() : email,
                old.username(),
                given.contains("phone") ? phone : old.phone(),
                given.contains("name") ? name : old.name(),
                given.contains("nickname") ? nickname : old.nickname(),
                countryCode == null ? old.countryCode() : countryCode,
                language == null ? old.language() : language,
                timeZone == null ? old.timeZone() : timeZone);
    }

    private Stream<Violation> required(String field, @Nullable String value) {
        return given.contains(field) && value == null
                ? Stream.of(new Violation(field, "must not be removed"))
                : Stream.empty();
    }

    @Override
    public String toString() {
        return "ProfileChange" + given;
    }
}
