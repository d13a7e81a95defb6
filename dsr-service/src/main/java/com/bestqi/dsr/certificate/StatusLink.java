package com.bestqi.dsr.certificate;

import com.bestqi.platform.proof.ProofJson;
import com.bestqi.platform.proof.Signer;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The link by which a person without an account follows an erasure. Its token is a capability:
 * signed by account-service, which hands it out with the answer to the deletion, or by this service
 * for the mail. It names one request and opens nothing else.
 */
@ApplicationScoped
public class StatusLink {
    private static final String TYPE = "erasure-status+jws";
    private static final List<String> SIGNERS = List.of("account", "dsr");

    private final ParticipantKeys keys;
    private final Signer signer;
    private final CertificateConfig config;

    StatusLink(ParticipantKeys keys, Signer signer, CertificateConfig config) {
        this.keys = keys;
        this.signer = signer;
        this.config = config;
    }

    /**
     * What a token grants a look at.
     *
     * @param sub the account id
     */
    @RegisterForReflection
    public record Ticket(UUID requestId, UUID sub, Instant receivedAt, Instant dueAt) {}

    /** The ticket in a token, if it was signed for this and is about this request. */
    public Optional<Ticket> read(UUID requestId, @Nullable String token) {
        if (token == null) {
            return Optional.empty();
        }
        return SIGNERS.stream()
                .flatMap(service -> keys.payload(TYPE, service, token).stream())
                .flatMap(payload -> parse(payload).stream())
                .filter(ticket -> requestId.equals(ticket.requestId()))
                .findFirst();
    }

    /** The whole link. */
    public String url(Ticket ticket) {
        try {
            return "%s/v1/erasures/%s?token=%s"
                    .formatted(
                            config.publicUrl(),
                            ticket.requestId(),
                            signer.sign(TYPE, ProofJson.MAPPER.writeValueAsString(ticket)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a ticket is always JSON", e);
        }
    }

    private static Optional<Ticket> parse(String payload) {
        try {
            var ticket = ProofJson.MAPPER.readValue(payload, Ticket.class);
            boolean whole = ticket != null && ticket.sub() != null && ticket.receivedAt() != null;
            return whole ? Optional.of(ticket) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
