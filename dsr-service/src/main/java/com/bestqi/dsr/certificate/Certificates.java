package com.bestqi.dsr.certificate;

import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.CertificateVerifier;
import com.bestqi.platform.proof.HashTree;
import com.bestqi.platform.proof.OutcomeStatement;
import com.bestqi.platform.proof.ProofJson;
import com.bestqi.platform.proof.RestrictionStatement;
import com.bestqi.platform.proof.Signer;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Checks signed answers and joins them to certificates. */
@ApplicationScoped
public class Certificates {
    private final ParticipantKeys keys;
    private final Signer signer;
    private final CertificateConfig config;
    private final Clock clock;

    Certificates(ParticipantKeys keys, Signer signer, CertificateConfig config, Clock clock) {
        this.keys = keys;
        this.signer = signer;
        this.config = config;
        this.clock = clock;
    }

    /**
     * What a participant attests, if it was signed by that participant and speaks of the same
     * person, request and directive as the event it came in.
     */
    public Optional<OutcomeStatement> check(DirectiveOutcome outcome) {
        return keys.payload(Certificate.OUTCOME_TYPE, outcome.service(), outcome.statement())
                .flatMap(payload -> read(payload, OutcomeStatement.class))
                .filter(said ->
                        outcome.service().equals(said.service())
                                && outcome.accountId().equals(said.sub())
                                && outcome.requestId().equals(said.requestId())
                                && outcome.epoch() == said.epoch());
    }

    /** As {@link #check}, for the answer to a RESTRICT or LIFT. */
    public boolean holds(DirectiveOutcome outcome) {
        return keys.payload(RestrictionStatement.TYPE, outcome.service(), outcome.statement())
                .flatMap(payload -> read(payload, RestrictionStatement.class))
                .filter(said ->
                        outcome.service().equals(said.service())
                                && outcome.accountId().equals(said.sub())
                                && outcome.requestId().equals(said.requestId())
                                && outcome.epoch() == said.epoch())
                .isPresent();
    }

    private static <T> Optional<T> read(String payload, Class<T> type) {
        try {
            return Optional.of(ProofJson.MAPPER.readValue(payload, type));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /**
     * A signed certificate.
     *
     * @param result its result
     */
    public record Issued(String result, String compact) {}

    /**
     * The signed certificate of an erasure of a part.
     *
     * @param kept whether anything that was named is kept
     */
    public record IssuedPart(boolean kept, String compact) {}

    /**
     * Makes the certificate of an erasure of a part. It never says complete: the person and most of
     * what they have stay.
     */
    public IssuedPart issuePart(UUID requestId, UUID accountId, List<DirectiveOutcome> outcomes) {
        var services =
                outcomes.stream()
                        .sorted(Comparator.comparing(DirectiveOutcome::service))
                        .map(this::attested)
                        .toList();
        var kept =
                services.stream()
                        .flatMap(service ->
                                service.stores().stream()
                                        .filter(store -> store.remaining() > 0)
                                        .map(store ->
                                                new Certificate.Kept(
                                                        service.service(),
                                                        store.store(),
                                                        Wording.ESSENTIAL,
                                                        "account")))
                        .toList();
        var certificate =
                new Certificate(
                        config.publicUrl(),
                        clock.instant().getEpochSecond(),
                        UUID.randomUUID().toString(),
                        requestId,
                        accountId,
                        "partial",
                        services,
                        HashTree.root(
                                services.stream()
                                        .map(Certificate.ServiceOutcome::signature)
                                        .toList()),
                        kept,
                        Wording.PART);
        return new IssuedPart(!kept.isEmpty(), signer.sign(Certificate.TYPE, json(certificate)));
    }

    /**
     * Makes the certificate of a case from the answers of all participants, each checked once more.
     *
     * @param certificateId fixed with the case: made again after a crash, it is the same one
     */
    public Issued issue(
            UUID certificateId, UUID requestId, UUID accountId, List<DirectiveOutcome> outcomes) {
        var services =
                outcomes.stream()
                        .sorted(Comparator.comparing(DirectiveOutcome::service))
                        .map(this::attested)
                        .toList();
        boolean complete = services.stream().allMatch(Certificates::complete);
        var result = complete ? "complete" : "failed";
        var certificate =
                new Certificate(
                        config.publicUrl(),
                        clock.instant().getEpochSecond(),
                        certificateId.toString(),
                        requestId,
                        accountId,
                        result,
                        services,
                        HashTree.root(
                                services.stream()
                                        .map(Certificate.ServiceOutcome::signature)
                                        .toList()),
                        List.of(),
                        complete ? Wording.COMPLETE : Wording.FAILED);
        return new Issued(result, signer.sign(Certificate.TYPE, json(certificate)));
    }

    /** Checks a certificate as an outsider would. */
    public CertificateVerifier.Verdict verify(String compact) {
        return new CertificateVerifier(keys.all()).verify(compact);
    }

    private Certificate.ServiceOutcome attested(DirectiveOutcome outcome) {
        var statement =
                check(outcome)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "a kept answer no longer holds: " + outcome.service()));
        return Certificate.ServiceOutcome.of(statement, outcome.statement());
    }

    private static boolean complete(Certificate.ServiceOutcome outcome) {
        return outcome.keyDestroyed()
                && outcome.stores().stream().allMatch(store -> store.remaining() == 0);
    }

    private static String json(Certificate certificate) {
        try {
            return ProofJson.MAPPER.writeValueAsString(certificate);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a certificate is always JSON", e);
        }
    }
}
