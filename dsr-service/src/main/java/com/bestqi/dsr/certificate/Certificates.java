package com.bestqi.dsr.certificate;

import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.SubjectDirective.Hold;
import com.bestqi.platform.proof.Certificate;
import com.bestqi.platform.proof.Certificate.ServiceOutcome;
import com.bestqi.platform.proof.CertificateVerifier;
import com.bestqi.platform.proof.HashTree;
import com.bestqi.platform.proof.OutcomeStatement;
import com.bestqi.platform.proof.OutcomeStatement.StoreOutcome;
import com.bestqi.platform.proof.ProofJson;
import com.bestqi.platform.proof.RestrictionStatement;
import com.bestqi.platform.proof.Signer;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
    public IssuedPart issuePart(
            UUID requestId, UUID accountId, List<DirectiveOutcome> outcomes, List<Hold> holds) {
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
                                                        ground(service, store, holds),
                                                        until(service, store, holds))))
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
                        HashTree.root(services.stream().map(ServiceOutcome::signature).toList()),
                        kept,
                        Wording.PART,
                        null);
        return new IssuedPart(!kept.isEmpty(), signer.sign(Certificate.TYPE, json(certificate)));
    }

    private static String ground(ServiceOutcome service, StoreOutcome store, List<Hold> holds) {
        return covering(service, store, holds).map(Wording::ground).orElse(Wording.ESSENTIAL);
    }

    private static String until(ServiceOutcome service, StoreOutcome store, List<Hold> holds) {
        return covering(service, store, holds).map(Wording::until).orElse("account");
    }

    private static Optional<Hold> covering(
            ServiceOutcome service, StoreOutcome store, List<Hold> holds) {
        return holds.stream()
                .filter(hold ->
                        hold.covers(service.service(), store.store(), List.of(store.category())))
                .findFirst();
    }

    /**
     * A whole erasure.
     *
     * @param certificateId fixed with the directive: made again after a crash, it is the same one
     * @param supersedes the certificate whose place this one takes
     */
    public record Whole(
            UUID certificateId, UUID requestId, UUID accountId, @Nullable UUID supersedes) {}

    /**
     * Makes the certificate of a case from the answers of all participants, each checked once more.
     *
     * @param holds in force for this person
     */
    public Issued issue(Whole of, List<DirectiveOutcome> outcomes, List<Hold> holds) {
        var services =
                outcomes.stream()
                        .sorted(Comparator.comparing(DirectiveOutcome::service))
                        .map(this::attested)
                        .toList();
        var kept = kept(services, holds);
        boolean complete = services.stream().allMatch(Certificates::complete);
        boolean partial = services.stream().allMatch(one -> complete(one) || held(one, holds));
        var result = complete ? "complete" : partial ? "partial" : "failed";
        var certificate =
                new Certificate(
                        config.publicUrl(),
                        clock.instant().getEpochSecond(),
                        of.certificateId().toString(),
                        of.requestId(),
                        of.accountId(),
                        result,
                        services,
                        HashTree.root(services.stream().map(ServiceOutcome::signature).toList()),
                        partial ? kept : List.of(),
                        complete ? Wording.COMPLETE : partial ? Wording.HELD : Wording.FAILED,
                        of.supersedes() == null ? null : of.supersedes().toString());
        return new Issued(result, signer.sign(Certificate.TYPE, json(certificate)));
    }

    /** Checks a certificate as an outsider would. */
    public CertificateVerifier.Verdict verify(String compact) {
        return new CertificateVerifier(keys.all()).verify(compact);
    }

    private ServiceOutcome attested(DirectiveOutcome outcome) {
        var statement =
                check(outcome)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "a kept answer no longer holds: " + outcome.service()));
        return ServiceOutcome.of(statement, outcome.statement());
    }

    private static List<Certificate.Kept> kept(List<ServiceOutcome> services, List<Hold> holds) {
        var kept = new ArrayList<Certificate.Kept>();
        for (var service : services) {
            for (var store : service.stores()) {
                if (store.remaining() > 0) {
                    // A hold of a kind of data covers stores that hold some of it beside others.
                    covering(service, store, holds)
                            .or(() -> concerning(service, holds))
                            .ifPresent(hold ->
                                    kept.add(
                                            new Certificate.Kept(
                                                    service.service(),
                                                    store.store(),
                                                    Wording.ground(hold),
                                                    Wording.until(hold))));
                }
            }
        }
        return kept;
    }

    private static Optional<Hold> concerning(ServiceOutcome service, List<Hold> holds) {
        return holds.stream().filter(hold -> hold.concerns(service.service())).findFirst();
    }

    /** Whether a hold explains that something is left, and with it the key. */
    private static boolean held(ServiceOutcome outcome, List<Hold> holds) {
        return concerning(outcome, holds).isPresent()
                && outcome.stores().stream().anyMatch(store -> store.remaining() > 0);
    }

    private static boolean complete(ServiceOutcome outcome) {
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
