package com.bestqi.dsr.erasure;

import com.bestqi.dsr.certificate.Certificates;
import com.bestqi.dsr.directive.DirectiveSender;
import com.bestqi.dsr.directive.Directives;
import com.bestqi.dsr.directive.HoldsInForce;
import com.bestqi.dsr.participant.Participants;
import com.bestqi.dsr.rights.RequestBook;
import com.bestqi.dsr.rights.RequestState;
import com.bestqi.dsr.rights.RightsRequest;
import com.bestqi.platform.event.DirectiveOutcome;
import com.bestqi.platform.event.SubjectDirective;
import com.bestqi.platform.event.SubjectDirective.PartErasure;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.proof.CertificateVerifier;
import com.bestqi.platform.time.DatabaseClock;
import com.bestqi.platform.worker.BackOff;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Erasures of a part (RI-3, RI-11): ordered, gathered, and proven like those of everything. */
@ApplicationScoped
public class PartErasures {
    private static final Logger LOG = Logger.getLogger(PartErasures.class);
    private static final String RELEASED =
            "The legal ground on which something was kept has ended; ask again to have it erased.";
    private static final String KEPT =
            "What the certificate names as kept is needed while you have the account, or is kept on"
                    + " the legal ground named.";

    private final PartCaseRepository cases;
    private final Directives directives;
    private final DirectiveSender sender;
    private final HoldsInForce holds;
    private final Participants participants;
    private final Certificates certificates;
    private final RequestBook book;
    private final DatabaseClock clock;
    private final ErasureConfig config;

    PartErasures(
            PartCaseRepository cases,
            Directives directives,
            DirectiveSender sender,
            HoldsInForce holds,
            Participants participants,
            Certificates certificates,
            RequestBook book,
            DatabaseClock clock,
            ErasureConfig config) {
        this.cases = cases;
        this.directives = directives;
        this.sender = sender;
        this.holds = holds;
        this.participants = participants;
        this.certificates = certificates;
        this.book = book;
        this.clock = clock;
        this.config = config;
    }

    /** Which of these requests have a certificate. */
    public Set<UUID> certified(UUID accountId, Collection<UUID> requestIds) {
        return cases.certified(accountId, requestIds);
    }

    /** The certificate of a person's own request; 404 or 409 when there is none. */
    String certificate(UUID accountId, UUID requestId) {
        var request = book.find(accountId, requestId).orElseThrow(ProblemException::notFound);
        return cases.certificate(accountId, requestId)
                .orElseThrow(() ->
                        request.state() == RequestState.RUNNING
                                ? new ProblemException(
                                        CommonProblem.CONFLICT,
                                        "Not every service has answered yet.")
                                : ProblemException.notFound());
    }

    /**
     * Tells the person, in the timeline of each erasure of a part that a hold left something of,
     * that they may ask for it again: what came in since is not what they asked to have erased.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void released(UUID accountId, UUID holdId) {
        cases.certificates(accountId)
                .forEach((requestId, compact) -> {
                    boolean named =
                            certificates.verify(compact) instanceof CertificateVerifier.Valid valid
                                    && valid.certificate().kept().stream()
                                            .anyMatch(kept ->
                                                    kept.ground().contains(holdId.toString()));
                    if (named) {
                        book.find(accountId, requestId)
                                .ifPresent(request -> book.note(request, "RELEASED", RELEASED));
                    }
                });
    }

    /** Orders it in every service it concerns. */
    void order(RightsRequest request) {
        var accountId = request.accountId();
        long epoch =
                directives
                        .next(accountId)
                        .orElseThrow(() ->
                                new ProblemException(
                                        CommonProblem.ACCOUNT_ERASED,
                                        "The account and all its data are erased."));
        var now = clock.instant();
        var ordered =
                new PartErasure(
                        request.requestId(),
                        epoch,
                        Set.copyOf(request.categories()),
                        Set.copyOf(request.services()));
        cases.open(accountId, ordered, concerned(request.services()), now);
        sender.send(accountId, request.requestId(), SubjectDirective.Kind.ERASE_PART, epoch, now);
        book.move(request, RequestState.RUNNING, null, now.plus(config.resendAfter()));
        LOG.infof("erasure of a part ordered: request %s, epoch %d", request.requestId(), epoch);
    }

    private List<String> concerned(List<String> services) {
        return services.isEmpty() ? participants.all() : services;
    }

    /** Finishes, or reminds those who are silent. */
    void step(RightsRequest claimed) {
        QuarkusTransaction.requiringNew()
                .run(() -> {
                    // First the person's numbers, as everywhere; none after an ERASE.
                    var newest = directives.newest(claimed.accountId());
                    var found = cases.lock(claimed.requestId());
                    if (newest.isEmpty() || found.isEmpty()) {
                        book.postpone(claimed, null);
                    } else if (found.get().awaited().isEmpty()) {
                        finish(claimed, found.get());
                    } else {
                        remind(claimed, found.get(), newest.get());
                    }
                });
    }

    private void remind(RightsRequest claimed, PartCaseRepository.PartCase locked, long newest) {
        LOG.warnf(
                "erasure of a part overdue, sent again: request %s, silent: %s",
                claimed.requestId(), locked.awaited());
        sender.send(
                claimed.accountId(),
                claimed.requestId(),
                SubjectDirective.Kind.ERASE_PART,
                newest,
                clock.instant());
        cases.reminded(claimed.requestId());
        book.postpone(
                claimed,
                new BackOff(config.resendAfter(), config.resendAtMost())
                        .after(locked.resent() + 1));
    }

    private void finish(RightsRequest claimed, PartCaseRepository.PartCase locked) {
        var issued =
                certificates.issuePart(
                        claimed.requestId(),
                        claimed.accountId(),
                        cases.outcomes(locked),
                        holds.holds(claimed.accountId()));
        cases.certify(claimed.requestId(), issued.compact());
        boolean kept = issued.kept();
        book.move(
                claimed,
                kept ? RequestState.PARTIAL : RequestState.COMPLETED,
                kept ? KEPT : null,
                null);
        LOG.infof("erasure of a part closed: request %s", claimed.requestId());
    }

    /** Takes an answer; false when it was never asked for. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean answered(DirectiveOutcome outcome) {
        var found = cases.lock(outcome.requestId());
        if (found.isEmpty()) {
            // The person is erased meanwhile, or the answer was never asked for.
            return directives.ordered(outcome.accountId(), outcome.epoch());
        }
        boolean kept = cases.keep(found.get(), outcome);
        if (kept && List.of(outcome.service()).equals(found.get().awaited())) {
            book.wake(outcome.accountId(), outcome.requestId());
        }
        return kept;
    }

    /** A database put back has lost some: they go on being named in every directive. */
    @Transactional(Transactional.TxType.MANDATORY)
    void takeUp(SubjectDirective directive) {
        if (cases.knows(directive) || directive.erasures() == null) {
            return;
        }
        directive
                .erasures()
                .forEach(ordered ->
                        cases.open(directive.accountId(), ordered, List.of(), directive.at()));
    }
}
