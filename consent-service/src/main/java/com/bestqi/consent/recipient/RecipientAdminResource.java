package com.bestqi.consent.recipient;

import com.bestqi.consent.publication.LanguageTag;
import com.bestqi.consent.recipient.Recipient.Kind;
import com.bestqi.platform.audit.Audited;
import com.bestqi.platform.permission.Permitted;
import com.bestqi.platform.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Staff keep the register. */
@Path("/v1/admin/recipients/{id}")
@RolesAllowed({"support-agent", "privacy-officer", "policy-editor", "auditor"})
@Permitted(resource = "recipients", scope = Permitted.EDIT)
@RunOnVirtualThread
class RecipientAdminResource {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final RecipientRegister register;
    private final Clock clock;

    RecipientAdminResource(RecipientRegister register, Clock clock) {
        this.register = register;
        this.clock = clock;
    }

    @PUT
    @Audited(purpose = "SH-1")
    @Operation(
            summary = "Enters a recipient into the register, or changes what it says of one",
            description =
                    "The country decides whether it is a transfer out of the region, which takes a"
                            + " safeguard (422 safeguard-required); kind OTHER takes a consentKey"
                            + " (422 consent-key-required). description is by language.")
    public RecipientView put(@PathParam("id") String id, @Valid @NotNull RecipientEntry entry) {
        if (!ID.matcher(id).matches()) {
            throw ProblemException.invalid("id", "must be 1 to 63 of a-z, 0-9 and -");
        }
        var recipient = register.put(entry.of(id, clock));
        return RecipientView.of(
                recipient, register.abroad(recipient), new LanguageTag(LanguageTag.FALLBACK));
    }

    @DELETE
    @Audited(purpose = "SH-1")
    @Operation(
            summary = "Ends a recipient",
            description =
                    "From then on a disclosure to it is refused. What it received before is still"
                            + " shown to the persons.")
    public void remove(@PathParam("id") String id) {
        register.remove(id);
    }

    /** What the register is to say of a recipient. */
    record RecipientEntry(
            @NotNull Kind kind,
            @NotBlank @Size(max = 200) String name,
            @NotEmpty @Size(max = 20) List<@NotNull String> purposes,
            @NotEmpty @Size(max = 40) List<@NotNull String> categories,
            @NotNull String country,
            Recipient.@Nullable Safeguard safeguard,
            @Nullable String consentKey,
            @Nullable @Size(max = 10) Map<String, @NotBlank @Size(max = 1000) String> description) {
        Recipient of(String id, Clock clock) {
            return new Recipient(
                    id,
                    kind,
                    name,
                    purposes.stream().distinct().toList(),
                    categories.stream().distinct().toList(),
                    country,
                    safeguard,
                    consentKey,
                    description == null ? Map.of() : description,
                    clock.instant(),
                    null);
        }
    }
}
