package com.bestqi.account.registration;

import com.bestqi.account.field.CountryCode;
import com.bestqi.account.field.FieldSyntax;
import com.bestqi.account.field.LanguageTag;
import com.bestqi.account.field.TimeZoneId;
import com.bestqi.account.profile.Profile;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a person sends to register. */
@RegisterForReflection
record Registration(
        @NotNull
                @Size(max = FieldSyntax.EMAIL_MOST)
                @Pattern(regexp = FieldSyntax.EMAIL, message = FieldSyntax.EMAIL_MESSAGE)
                @Schema(examples = "ada@example.org")
                String email,
        @NotNull @Size(min = 10, max = 128) @Schema(examples = "a long walk home") String password,
        @Size(min = FieldSyntax.USERNAME_LEAST, max = FieldSyntax.USERNAME_MOST)
                @Pattern(regexp = FieldSyntax.USERNAME, message = FieldSyntax.USERNAME_MESSAGE)
                @Schema(nullable = true, examples = "countess")
                @Nullable String username,
        @Pattern(regexp = FieldSyntax.PHONE, message = FieldSyntax.PHONE_MESSAGE)
                @Schema(nullable = true, examples = "+491701234567")
                @Nullable String phone,
        @Size(max = FieldSyntax.NAME_MOST)
                @Pattern(regexp = FieldSyntax.NAME, message = FieldSyntax.NAME_MESSAGE)
                @Schema(nullable = true, examples = "Ada Lovelace")
                @Nullable String name,
        @Size(max = FieldSyntax.NICKNAME_MOST)
                @Pattern(regexp = FieldSyntax.NAME, message = FieldSyntax.NAME_MESSAGE)
                @Schema(nullable = true, examples = "Ada")
                @Nullable String nickname,
        @NotNull @Size(min = 2, max = 2) @CountryCode @Schema(examples = "DE") String countryCode,
        @NotNull @Size(max = FieldSyntax.CODE_MOST) @LanguageTag @Schema(examples = "en")
                String language,
        @NotNull @Size(max = FieldSyntax.CODE_MOST) @TimeZoneId @Schema(examples = "Europe/Berlin")
                String timeZone,
        @NotNull @Valid AcceptedPolicy acceptedPolicy) {

    /** The version accepted, and the language it was shown in. */
    @RegisterForReflection
    record AcceptedPolicy(
            @NotBlank @Size(max = 64) @Schema(examples = "1.0") String version,
            @NotNull @Size(max = FieldSyntax.CODE_MOST) @LanguageTag @Schema(examples = "en")
                    String language) {}

    Profile profile() {
        return new Profile(email, username, phone, name, nickname, countryCode, language, timeZone);
    }

    @Override
    public String toString() {
        return "Registration[hidden]";
    }
}
