package com.bestqi.model;

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
        var from = steps.from();
        if (!Participant.reads(from, DSR)
                || from.get(UNREAD_ACCOUNT, DSR) != AccountEvent.CONFIRMED) {
            return;
        }
        var next = steps.begin();
        next.set(UNREAD_ACCOUNT, DSR, 0);
        if (participant.enter(next, DSR, AccountEvent.CONFIRMED) && next.is(CASE_STATE, NONE)) {
            open(next, bounds);
            next.set(CASE_STATE, RECEIVED);
            participant.create(next, DSR);
            if (next.is(SUBJECT, DSR, LIVE)) {
                next.set(SUBJECT, DSR, CLOSING);
            }
        }
        steps.end(Action.HEAR_CONFIRMED, DSR);
    }

    private static void open(State next, Bounds bounds) {
        next.set(CERTIFICATE_ID, bounds.has(CERTIFICATE_ID_MADE_UP) ? next.get(CASES_OPENED) : 0);
        next.add(CASES_OPENED, 1);
    }

    /** A directive is out that this database does not know: it was restored from before. */
    static void takeUp(State next, Bounds bounds) {
        if (next.is(CASE_STATE, NONE)) {
            open(next, bounds);
        }
        next.set(CASE_STATE, RUNNING);
        next.set(AWAITED, awaited(bounds));
    }

    private static int awaited(Bounds bounds) {
        return bounds.has(ONE_NOT_AWAITED) ? OF_ACCOUNT : OF_ACCOUNT | OF_DEVICE;
    }

    /** The address, if account-service still has it; directive and state with it. */
    void orderErasure(Steps steps) {
        var from = steps.from();
        int event = Directives.free(from);
        if (!Participant.reads(from, DSR) || !from.is(CASE_STATE, RECEIVED) || event == 0) {
            return;
        }
        var next = steps.begin();
        boolean known = from.is(SUBJECT, ACCOUNT, LIVE) || from.is(SUBJECT, ACCOUNT, CLOSING);
        if (known && from.is(READY, ACCOUNT)) {
            next.set(ROWS, DSR, 1);
        }
        next.set(CASE_STATE, RUNNING);
        next.set(AWAITED, awaited(bounds));
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
        if (outcome == 0 || !Participant.reads(steps.from(), DSR)) {
            return;
        }
        var next = steps.begin();
        Outcome.take(next, party, outcome);
        if (next.get(CASE_STATE) >= RUNNING && next.is(KEPT, party, 0)) {
            next.set(KEPT, party, outcome);
            next.set(AWAITED, next.get(AWAITED) & ~(1 << party.ordinal()));
        }
        steps.end(Action.HEAR_OUTCOME, party);
    }

    /** Own answer, certificate, mail and state in one transaction. */
    void finishCase(Steps steps) {
        var from = steps.from();
        if (!Participant.reads(from, DSR)
                || !from.is(CASE_STATE, RUNNING)
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
        next.set(CASE_STATE, COMPLETED);
        steps.end(Action.FINISH_CASE, DSR);
    }

    private void issue(State next) {
        int id = next.get(bounds.has(CERTIFICATE_ID_EACH_TRY) ? FAULTS : CERTIFICATE_ID);
        next.set(CERTIFICATES, next.get(CERTIFICATES) | 1 << id);
    }

    /**
     * A new event of the same content, when a participant or dsr's own part is silent; not before
     * the last one is read, for that would only be a duplicate of it.
     */
    void resend(Steps steps) {
        var from = steps.from();
        int event = Directives.free(from);
        boolean silent = !from.is(AWAITED, 0) || from.is(TASK, DSR, NONE);
        if (Participant.reads(from, DSR)
                && from.is(CASE_STATE, RUNNING)
                && silent
                && !Directives.underWay(from)
                && event != 0
                && !bounds.has(NO_RESEND)) {
            steps.begin().set(OUTBOX_DIRECTIVE, DSR, event);
            steps.end(Action.RESEND, DSR);
        }
    }
}
