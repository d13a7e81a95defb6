package com.bestqi.dsr.transfer;

import com.bestqi.dsr.certificate.ParticipantKeys;
import com.bestqi.platform.proof.ProofJson;
import com.bestqi.platform.proof.Signer;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The signed link; whether it still works stands in the database. */
@ApplicationScoped
class TransferLink {
    private static final String TYPE = "data-transfer+jws";

    private final ParticipantKeys keys;
    private final Signer signer;
    private final TransferConfig config;

    TransferLink(ParticipantKeys keys, Signer signer, TransferConfig config) {
        this.keys = keys;
        this.signer = signer;
        this.config = config;
    }

    /** What a token grants. */
    @RegisterForReflection
    record Grant(UUID transferId) {}

    String url(UUID transferId) {
        try {
            return "%s/v1/transfers/%s?token=%s"
                    .formatted(
                            config.publicUrl(),
                            transferId,
                            signer.sign(
                                    TYPE,
                                    ProofJson.MAPPER.writeValueAsString(new Grant(transferId))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a grant is always JSON", e);
        }
    }

    /** Whether a token was signed for this transfer. */
    boolean opens(UUID transferId, @Nullable String token) {
        return token != null
                && keys.payload(TYPE, "dsr", token)
                        .map(TransferLink::named)
                        .filter(transferId::equals)
                        .isPresent();
    }

    private static @Nullable UUID named(String payload) {
        try {
            return ProofJson.MAPPER.readValue(payload, Grant.class).transferId();
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
