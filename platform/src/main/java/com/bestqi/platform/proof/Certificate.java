package com.bestqi.platform.proof;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The claims of an erasure certificate, as {@code api.md} names them.
 *
 * @param iat seconds since 1970
 * @param sub the account id, which by then leads nowhere
 * @param result {@code complete}, {@code partial} or {@code failed}
 * @param supersedes the {@code jti} of an earlier certificate, issued while something was kept
 * @param root hash tree over the participants' signed statements, ordered by service name
 */
@RegisterForReflection
@JsonPropertyOrder({
    "iss",
    "iat",
    "jti",
    "requestId",
    "sub",
    "result",
    "services",
    "root",
    "kept",
    "statement",
    "supersedes"
})
public record Certificate(
        String iss,
        long iat,
        String jti,
        UUID requestId,
        UUID sub,
        String result,
        List<ServiceOutcome> services,
        String root,
        List<Kept> kept,
        String statement,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String supersedes) {
    /** The {@code typ} header of a certificate. */
    public static final String TYPE = "erasure-certificate+jwt";

    /** The {@code typ} header of a participant's statement. */
    public static final String OUTCOME_TYPE = "erasure-outcome+jws";

    /** Copies the lists. */
    public Certificate {
        services = List.copyOf(services);
        kept = List.copyOf(kept);
    }

    /**
     * One participant.
     *
     * @param signature its compact JWS over the same facts
     */
    @RegisterForReflection
    @JsonPropertyOrder({"service", "epoch", "completedAt", "stores", "keyDestroyed", "signature"})
    public record ServiceOutcome(
            String service,
            long epoch,
            Instant completedAt,
            List<OutcomeStatement.StoreOutcome> stores,
            boolean keyDestroyed,
            String signature) {
        /** Copies the list. */
        public ServiceOutcome {
            stores = List.copyOf(stores);
        }

        /** Takes a statement over with its signature. */
        public static ServiceOutcome of(OutcomeStatement statement, String signature) {
            return new ServiceOutcome(
                    statement.service(),
                    statement.epoch(),
                    statement.completedAt(),
                    statement.stores(),
                    statement.keyDestroyed(),
                    signature);
        }
    }

    /** Something that stays, on which ground, until when. */
    @RegisterForReflection
    public record Kept(String service, String store, String ground, String until) {}
}
