package com.bestqi.model;

import static com.bestqi.model.Mutant.GATE_WITHOUT_CONSENT;
import static com.bestqi.model.Mutant.GATE_WITHOUT_KEYS;
import static com.bestqi.model.Mutant.GATE_WITHOUT_OPEN_TASKS;
import static com.bestqi.model.Mutant.NO_GATE;
import static com.bestqi.model.Mutant.OFFSETS_OF_KAFKA;
import static com.bestqi.model.Party.ALL;
import static com.bestqi.model.Party.DEVICE;
import static com.bestqi.model.Variables.*;

/** What may go wrong, and the gate behind which a restored service gets well again. */
final class Faults {
    private final Bounds bounds;
    private final Participant participant;

    Faults(Bounds bounds) {
        this.bounds = bounds;
        this.participant = new Participant(bounds);
    }

    void steps(Steps steps) {
        for (var party : ALL) {
            if (steps.from().get(FAULTS) < bounds.faults()) {
                crash(steps, party);
                rewindAccountEvents(steps, party);
                rewindDirectives(steps, party);
            }
            if (party == bounds.restored()) {
                backUp(steps, party);
                restore(steps, party);
            }
            if (party == bounds.keysRestored()) {
                backUpKeys(steps, party);
                restoreKeys(steps, party);
            }
        }
        if (steps.from().get(FAULTS) < bounds.faults() && !steps.from().is(CONSENT_READ, 0)) {
            var next = fault(steps, DEVICE);
            next.set(CONSENT_READ, 0);
            steps.end(Action.REWIND_CONSENTS, DEVICE);
        }
    }

    private static State fault(Steps steps, Party party) {
        var next = steps.begin();
        next.add(FAULTS, 1);
        next.set(SWEPT, party, 0);
        return next;
    }

    private static void crash(Steps steps, Party party) {
        if (steps.from().is(SWEPT, party)) {
            fault(steps, party);
            steps.end(Action.CRASH, party);
        }
    }

    private static void rewindAccountEvents(Steps steps, Party party) {
        var from = steps.from();
        int all = from.get(ACCOUNT_EVENTS) & Bus.heardBy(party);
        if (from.get(UNREAD_ACCOUNT, party) != all) {
            fault(steps, party).set(UNREAD_ACCOUNT, party, all);
            steps.end(Action.REWIND_ACCOUNT_EVENTS, party);
        }
    }

    private static void rewindDirectives(Steps steps, Party party) {
        if (steps.from().is(DIRECTED)) {
            readDirectivesAgain(fault(steps, party), party);
            steps.end(Action.REWIND_DIRECTIVES, party);
        }
    }

    /** Compaction leaves the last one, which may be older than anything the inbox keeps. */
    private static void readDirectivesAgain(State next, Party party) {
        next.set(UNREAD_DIRECTIVE, party, next.get(UNREAD_DIRECTIVE, party) | 1);
        next.set(INBOX_DIRECTIVE, party, next.get(INBOX_DIRECTIVE, party) & ~1);
    }

    private static void backUp(Steps steps, Party party) {
        var from = steps.from();
        if (!from.is(BACKED_UP)) {
            var next = steps.begin();
            next.set(BACKED_UP, 1);
            Variables.backUp(next, party);
            steps.end(Action.BACK_UP, party);
        }
    }

    private static void backUpKeys(Steps steps, Party party) {
        var from = steps.from();
        if (!from.is(KEYS_BACKED_UP)) {
            var next = steps.begin();
            next.set(KEYS_BACKED_UP, 1);
            next.set(BACKUP_OF_KEY, from.get(KEY, party));
            steps.end(Action.BACK_UP_KEYS, party);
        }
    }

    private void restore(Steps steps, Party party) {
        var from = steps.from();
        if (from.is(BACKED_UP) && !from.is(RESTORED)) {
            var next = steps.begin();
            next.set(RESTORED, 1);
            Variables.restore(next, party);
            startAgain(next, party);
            steps.end(Action.RESTORE, party);
        }
    }

    private void restoreKeys(Steps steps, Party party) {
        var from = steps.from();
        if (from.is(KEYS_BACKED_UP) && !from.is(KEYS_RESTORED)) {
            var next = steps.begin();
            next.set(KEYS_RESTORED, 1);
            next.set(KEY, party, from.get(BACKUP_OF_KEY));
            next.set(BACKUP_OF_KEY, 0);
            startAgain(next, party);
            steps.end(Action.RESTORE_KEYS, party);
        }
    }

    /** The database knows what it has read, so the rest is read again: the inbox says which. */
    private void startAgain(State next, Party party) {
        next.set(SWEPT, party, 0);
        if (bounds.has(NO_GATE)) {
            return;
        }
        boolean known = bounds.has(GATE_WITHOUT_OPEN_TASKS) && next.is(TASK, party, OPEN);
        next.set(READY, party, known ? 1 : 0);
        if (!bounds.has(OFFSETS_OF_KAFKA)) {
            next.set(UNREAD_ACCOUNT, party, next.get(ACCOUNT_EVENTS) & Bus.heardAgainBy(party));
        }
        if (next.is(DIRECTED)) {
            readDirectivesAgain(next, party);
        }
        if (party == DEVICE) {
            next.set(CONSENT_READ, 0);
        }
    }

    /** Only when directives and consent states are read, and what they erase is read back. */
    void openGate(Steps steps, Party party) {
        var from = steps.from();
        if (from.is(READY, party)
                || !from.is(UNREAD_DIRECTIVE, party, 0)
                || party == DEVICE && consentUnread(from)
                || from.is(DIRECTED) && !clean(from, party)) {
            return;
        }
        steps.begin().set(READY, party, 1);
        steps.end(Action.OPEN_GATE, party);
    }

    private boolean consentUnread(State from) {
        return from.get(CONSENT_READ) < from.get(REVISIONS) && !bounds.has(GATE_WITHOUT_CONSENT);
    }

    private boolean clean(State from, Party party) {
        return from.is(SUBJECT, party, ERASED)
                && (from.is(ROWS, party, 0) || Participant.heldBack(from, party))
                && (participant.keyless(from, party) || bounds.has(GATE_WITHOUT_KEYS));
    }
}
