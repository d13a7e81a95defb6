package com.bestqi.platform.proof;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/**
 * What one participant attests about the restrictions of a person, and signs: from {@code
 * appliedAt} on, what the directive of this epoch or a newer one says is in force there.
 *
 * @param sub the account id
 */
@RegisterForReflection
@JsonPropertyOrder({"service", "requestId", "sub", "epoch", "appliedAt"})
public record RestrictionStatement(
        String service, UUID requestId, UUID sub, long epoch, Instant appliedAt) {
    /** The {@code typ} header of such a statement. */
    public static final String TYPE = "restriction-outcome+jws";
}
