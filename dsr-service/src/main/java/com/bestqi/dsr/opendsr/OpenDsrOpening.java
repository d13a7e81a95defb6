package com.bestqi.dsr.opendsr;

import com.bestqi.dsr.rights.RequestType;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.problem.Violation;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request as another controller hands it in; the names are those of the specification. */
@RegisterForReflection
record OpenDsrOpening(
        @JsonProperty("regulation") @Nullable @Pattern(regexp = "gdpr|ccpa") String regulation,
        @JsonProperty("subject_request_id")
                @NotNull
                @Pattern(
                        regexp =
                                "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
                String subjectRequestId,
        @JsonProperty("subject_request_type")
                @NotNull
                @Pattern(regexp = "access|portability|erasure")
                String subjectRequestType,
        @JsonProperty("submitted_time") @NotNull Instant submittedTime,
        @JsonProperty("subject_identities") @NotNull @Size(min = 1, max = 20)
                List<@NotNull @Valid Identity> subjectIdentities,
        @JsonProperty("api_version") @Nullable @Size(max = 20) String apiVersion,
        @JsonProperty("status_callback_urls") @Nullable @Size(max = 5)
                List<@NotNull @Size(max = 500) String> statusCallbackUrls,
        @JsonProperty("extensions") @Nullable Map<String, Object> extensions) {
    private static final String EMAIL = "[^@\\s]+@[^@\\s]+";
    private static final int LONGEST_EMAIL = 254;

    /** A name that somebody has somewhere. */
    @RegisterForReflection
    record Identity(
            @JsonProperty("identity_type") @NotNull @Size(min = 1, max = 100) String identityType,
            @JsonProperty("identity_format") @NotNull @Pattern(regexp = "raw|sha1|md5|sha256")
                    String identityFormat,
            @JsonProperty("identity_value") @NotNull @Size(min = 1, max = 500)
                    String identityValue) {
        boolean known() {
            return identityType.equals("email") && identityFormat.equals("raw");
        }

        @Override
        public String toString() {
            return "Identity[hidden]";
        }
    }

    UUID id() {
        return UUID.fromString(subjectRequestId);
    }

    RequestType type() {
        return switch (subjectRequestType) {
            case "access" -> RequestType.ACCESS;
            case "portability" -> RequestType.PORTABILITY;
            default -> RequestType.ERASURE;
        };
    }

    List<String> callbacks() {
        return statusCallbackUrls == null
                ? List.of()
                : statusCallbackUrls.stream().distinct().toList();
    }

    /** The one address that says who it is about; throws 400 for none or several. */
    String email() {
        var addresses =
                subjectIdentities.stream()
                        .filter(Identity::known)
                        .map(Identity::identityValue)
                        .toList();
        var violations = new ArrayList<Violation>();
        if (addresses.size() != 1) {
            violations.add(
                    new Violation(
                            "subject_identities", "must have exactly one raw email among them"));
        } else if (!addresses.getFirst().matches(EMAIL)
                || addresses.getFirst().length() > LONGEST_EMAIL) {
            violations.add(new Violation("subject_identities", "has an email that is none"));
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        return addresses.getFirst();
    }

    @Override
    public String toString() {
        return "OpenDsrOpening[" + subjectRequestId + "]";
    }
}
