package com.bestqi.account.deletion;

import com.bestqi.platform.proof.ProofJson;
import com.bestqi.platform.proof.Signer;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * The link by which a person follows the erasure without an account. Its token is signed here, so
 * that dsr-service can answer before the event has reached it.
 */
@ApplicationScoped
class StatusLink {
    private static final String TOKEN_TYPE = "erasure-status+jws";

    private final DeletionConfig config;
    private final Signer signer;

    StatusLink(DeletionConfig config, Signer signer) {
        this.config = config;
        this.signer = signer;
    }

    /** What the token says. */
    @RegisterForReflection
    record Claims(UUID requestId, UUID sub, Instant receivedAt, Instant dueAt) {}

    Instant dueAt(ConfirmDeletion.Confirmed deletion) {
        return deletion.receivedAt()
                .atOffset(ZoneOffset.UTC)
                .plus(config.deletionDueAfter())
                .toInstant();
    }

    String url(ConfirmDeletion.Confirmed deletion) {
        var claims =
                new Claims(
                        deletion.requestId(),
                        deletion.accountId(),
                        deletion.receivedAt(),
                        dueAt(deletion));
        return "%s/v1/erasures/%s?token=%s"
                .formatted(
                        config.publicUrl(),
                        deletion.requestId(),
                        signer.sign(TOKEN_TYPE, json(claims)));
    }

    private static String json(Claims claims) {
        try {
            return ProofJson.MAPPER.writeValueAsString(claims);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("claims are always JSON", e);
        }
    }
}
