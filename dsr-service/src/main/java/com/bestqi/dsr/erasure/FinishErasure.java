package com.bestqi.dsr.erasure;

import com.bestqi.dsr.certificate.Certificates;
import com.bestqi.dsr.directive.HoldsInForce;
import com.bestqi.dsr.participant.Participants;
import com.bestqi.platform.erasure.ErasureEngine;
import com.bestqi.platform.event.DirectiveOutcome;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Ends a case in one transaction: this service's own answer, with which the address is deleted; the
 * certificate over all answers; the mail; the state. Whatever fails before the commit leaves the
 * case as it was. A crash after the mail went out and before the commit sends it again, under the
 * same message id and with the same certificate id; one certificate is kept and shown.
 */
@ApplicationScoped
class FinishErasure {
    private static final Logger LOG = Logger.getLogger(FinishErasure.class);

    /** Longer than the slowest mail that is waited for; only the case's own rows are locked. */
    private static final int MOST_SECONDS = 30;

    private final ErasureCaseRepository cases;
    private final OutcomeRepository outcomes;
    private final HoldsInForce holds;
    private final Participants participants;
    private final ErasureEngine engine;
    private final Certificates certificates;
    private final CertificateDelivery delivery;
    private final TransactionSynchronizationRegistry transactions;

    FinishErasure(
            ErasureCaseRepository cases,
            OutcomeRepository outcomes,
            HoldsInForce holds,
            Participants participants,
            ErasureEngine engine,
            Certificates certificates,
            CertificateDelivery delivery,
            TransactionSynchronizationRegistry transactions) {
        this.cases = cases;
        this.outcomes = outcomes;
        this.holds = holds;
        this.participants = participants;
        this.engine = engine;
        this.certificates = certificates;
        this.delivery = delivery;
        this.transactions = transactions;
    }

    /** What came of a try. */
    enum Result {
        /** The case is over. */
        CLOSED,
        /** Somebody else has it, or there is nothing to finish. */
        NOT_OURS,
        /** Somebody registered too late to have been asked. */
        ANSWERS_LACKING,
        /** This service has not deleted its own rows yet. */
        OWN_ROWS_LEFT,
        /** The mail was not taken and may be tried again. */
        MAIL_NOT_TAKEN
    }

    /** Tries once. Rolls back unless the case is over with it. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    @TransactionConfiguration(timeout = MOST_SECONDS)
    Result tryOnce(UUID requestId) {
        var locked = cases.lock(requestId);
        boolean ours =
                locked.isPresent()
                        && locked.get().state() == CaseState.RUNNING
                        && locked.get().awaited().isEmpty();
        var result = ours ? finish(locked.get()) : Result.NOT_OURS;
        if (result != Result.CLOSED) {
            transactions.setRollbackOnly();
        }
        return result;
    }

    private Result finish(ErasureCase open) {
        if (!lacking(open.requestId()).isEmpty()) {
            return Result.ANSWERS_LACKING;
        }
        var address = delivery.address(open.requestId());
        var own = engine.finishHeldBack(open.accountId(), open.requestId(), open.epoch());
        if (own.isEmpty()) {
            return Result.OWN_ROWS_LEFT;
        }
        keepOwn(own.get());
        var issued =
                certificates.issue(
                        new Certificates.Whole(
                                open.certificateId(),
                                open.requestId(),
                                open.accountId(),
                                open.superseded()),
                        outcomes.of(open),
                        holds.holds(open.accountId()));
        var mail = delivery.deliver(open, address, issued);
        if (mail == MailState.PENDING) {
            return Result.MAIL_NOT_TAKEN;
        }
        var state =
                switch (issued.result()) {
                    case "complete" -> CaseState.COMPLETED;
                    case "partial" -> CaseState.PARTIAL;
                    default -> CaseState.FAILED;
                };
        cases.close(open.requestId(), state, mail, issued.compact());
        LOG.infof("case closed: request %s, %s, mail %s", open.requestId(), issued.result(), mail);
        return Result.CLOSED;
    }

    /** Who is registered by now and has not answered. */
    List<String> lacking(UUID requestId) {
        var answered =
                outcomes.answers(requestId).stream()
                        .map(OutcomeRepository.Answer::service)
                        .collect(Collectors.toSet());
        return participants.others().stream().filter(name -> !answered.contains(name)).toList();
    }

    private void keepOwn(DirectiveOutcome own) {
        var said =
                certificates
                        .check(own)
                        .orElseThrow(() ->
                                new IllegalStateException("own answer does not hold: own key?"));
        outcomes.keep(own, said);
    }
}
