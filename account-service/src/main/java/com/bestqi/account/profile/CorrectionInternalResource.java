package com.bestqi.account.profile;

import com.bestqi.platform.audit.Audited;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.problem.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A correction that a person asked dsr-service for (RI-2), under the rules of their own change. */
@Path("/internal/accounts/{id}/correction")
@RolesAllowed("service")
@RunOnVirtualThread
class CorrectionInternalResource {
    private final ProfileService profiles;
    private final Validator validator;

    CorrectionInternalResource(ProfileService profiles, Validator validator) {
        this.profiles = profiles;
        this.validator = validator;
    }

    @POST
    @Audited(purpose = "RI-2")
    public CorrectedView correct(
            @PathParam("id") UUID accountId, @Valid @NotNull Correction correction) {
        var change = change(correction);
        var violations =
                validator.validate(change).stream()
                        .map(found ->
                                new Violation(
                                        found.getPropertyPath().toString(), found.getMessage()))
                        .toList();
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        var before = value(profiles.contact(accountId), correction.field());
        profiles.change(accountId, change, null);
        return new CorrectedView(correction.field(), before);
    }

    private static ProfileChange change(Correction correction) {
        var change = new ProfileChange();
        var value = correction.value();
        switch (correction.field()) {
            case "email" -> change.setEmail(value);
            case "phone" -> change.setPhone(value);
            case "name" -> change.setName(value);
            case "nickname" -> change.setNickname(value);
            case "countryCode" -> change.setCountryCode(value);
            case "language" -> change.setLanguage(value);
            case "timeZone" -> change.setTimeZone(value);
            default -> throw ProblemException.invalid("field", "is none of the profile");
        }
        return change;
    }

    private static @Nullable String value(Profile profile, String field) {
        return switch (field) {
            case "email" -> profile.email();
            case "phone" -> profile.phone();
            case "name" -> profile.name();
            case "nickname" -> profile.nickname();
            case "countryCode" -> profile.countryCode();
            case "language" -> profile.language();
            default -> profile.timeZone();
        };
    }

    @RegisterForReflection
    record Correction(@NotNull String field, @NotNull String value) {
        @Override
        public String toString() {
            return "Correction[hidden]";
        }
    }

    /**
     * What was corrected.
     *
     * @param before what it was
     */
    @RegisterForReflection
    record CorrectedView(String field, @Nullable String before) {
        @Override
        public String toString() {
            return "CorrectedView[hidden]";
        }
    }
}
