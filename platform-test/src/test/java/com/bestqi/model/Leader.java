package com.bestqi.model;

import static com.bestqi.model.Mutant.ADDRESS_WITHOUT_LOOKING;
import static com.bestqi.model.Mutant.CERTIFICATE_ID_EACH_TRY;
import static com.bestqi.model.Mutant.CERTIFICATE_ID_MADE_UP;
import static com.bestqi.model.Mutant.NO_RESEND;
import static com.bestqi.model.Mutant.ONE_NOT_AWAITED;
import static com.bestqi.model.Party.ACCOUNT;
import static com.bestqi.model.Party.DEVICE;
import static com.bestqi.model.Party.DSR;
import static com.bestqi.model.Variables.*;

/** What dsr does with a case. */
final class Leader {
    private static final int OF_ACCOUNT = 1 << ACCOUNT.ordinal();
    private static final int OF_DEVICE = 1 << DEVICE.ordinal();

    private final Bounds bounds;
    private final Participant participant;

    Leader(Bounds bounds) {
        this.bounds = bounds;
        this.participant = new Participant(bounds);
    }

    /** Behind AccountRegistered in the same partition. */
    void hearConfirmed(Steps steps) {
        if (steps.from().get(UNREAD_ACCOUNT, DSR) != AccountEvent.CONFIRMED) {
            return;
        }
        var next = steps.begin();
        next.set(UNREAD_ACCOUNT, DSR, 0);
        if (participant.enter(next, DSR, AccountEvent.CONFIRMED) && next.is(CASE, NONE)) {
            next.set(CASE, RECEIVED);
            next.set(
                    CERTIFICATE_ID,
                    bounds.has(CERTIFICATE_ID_MADE_UP) ? next.get(CASES_OPENED) : 0);
            next.add(CASES_OPENED, 1);
            participant.create(next, DSR);
            if (next.is(SUBJECT, DSR, LIVE)) {
                next.set(SUBJECT, DSR, CLOSING);
            }
        }
        steps.end(Action.HEAR_CONFIRMED, DSR);
    }

    /** The address, if account-service still has it; directive and state with it. */
    void orderErasure(Steps steps) {
        var from = steps.from();
        int event = Directives.free(from);
        if (!from.is(READY, DSR) || !from.is(CASE, RECEIVED) || event == 0) {
            return;
        }
        var next = steps.begin();
        boolean toBeHad =
                from.is(READY, ACCOUNT)
                        && from.get(ROWS, ACCOUNT) > 0
                        && from.is(KEY, ACCOUNT, PRESENT);
        if (toBeHad && (bounds.has(ADDRESS_WITHOUT_LOOKING) || !from.is(SUBJECT, DSR, ERASED))) {
            next.set(ROWS, DSR, 1);
        }
        next.set(CASE, RUNNING);
        next.set(AWAITED, bounds.has(ONE_NOT_AWAITED) ? OF_ACCOUNT : OF_ACCOUNT | OF_DEVICE);
        next.set(OUTBOX_DIRECTIVE, DSR, from.get(OUTBOX_DIRECTIVE, DSR) | event);
        steps.end(Action.ORDER_ERASURE, DSR);
    }

    /** The first answer of each counts; an answer nobody asked for is parked. */
    void hearOutcome(Steps steps, Party party) {
        hearOutcome(steps, party, OUTCOMES);
        hearOutcome(steps, party, OUTCOMES_TOO);
    }

    private static void hearOutcome(Steps steps, Party party, Field[] slot) {
        int outcome = steps.from().get(slot, party);
        if (outcome == 0) {
            return;
        }
        var next = steps.begin();
        Outcome.take(next, party, outcome);
        if (next.get(CASE) >= RUNNING && next.is(KEPT, party, 0)) {
            next.set(KEPT, party, outcome);
            next.set(AWAITED, next.get(AWAITED) & ~(1 << party.ordinal()));
        }
        steps.end(Action.HEAR_OUTCOME, party);
    }

    /** Own answer, certificate, mail and state in one transaction. */
    void finishCase(Steps steps) {
        var from = steps.from();
        if (!from.is(READY, DSR)
                || !from.is(CASE, RUNNING)
                || !from.is(AWAITED, 0)
                || from.is(TASK, DSR, NONE)
                || from.is(TASK, DSR, OPEN) && !participant.keyless(from, DSR)) {
            return;
        }
        if (from.get(FAULTS) < bounds.faults()) {
            var mailed = steps.begin();
            issue(mailed);
            mailed.add(FAULTS, 1);
            mailed.set(SWEPT, DSR, 0);
            steps.end(Action.CRASH_AFTER_MAIL, DSR);
        }
        var next = steps.begin();
        if (from.is(TASK, DSR, OPEN)) {
            participant.delete(next, DSR, from.get(ROWS, DSR));
            participant.attest(next, DSR);
        }
        if (from.is(KEPT, DSR, 0)) {
            next.set(KEPT, DSR, Outcome.of(next, DSR));
        }
        issue(next);
        next.set(CASE, COMPLETED);
        steps.end(Action.FINISH_CASE, DSR);
    }

    private void issue(State next) {
        int id = next.get(bounds.has(CERTIFICATE_ID_EACH_TRY) ? FAULTS : CERTIFICATE_ID);
        next.set(CERTIFICATES, next.get(CERTIFICATES) | 1 << id);
    }

    /** A new event of the same content, when a participant or dsr's own part is silent. */
    void resend(Steps steps) {
        var from = steps.from();
        int event = Directives.free(from);
        boolean silent = !from.is(AWAITED, 0) || from.is(TASK, DSR, NONE);
        if (from.is(READY, DSR)
                && from.is(CASE, RUNNING)
                && silent
                && from.is(OUTBOX_DIRECTIVE, DSR, 0)
                && event != 0
                && !bounds.has(NO_RESEND)) {
            steps.begin().set(OUTBOX_DIRECTIVE, DSR, event);
            steps.end(Action.RESEND, DSR);
        }
    }
}
