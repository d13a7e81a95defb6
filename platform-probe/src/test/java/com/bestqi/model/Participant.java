package com.bestqi.model;

import static com.bestqi.model.Mutant.ANY_REVISION;
import static com.bestqi.model.Mutant.CASE_NOT_TAKEN_UP;
import static com.bestqi.model.Mutant.COUNT_APART;
import static com.bestqi.model.Mutant.KEY_AFTER_ANSWER;
import static com.bestqi.model.Mutant.KEY_MADE_AGAIN;
import static com.bestqi.model.Mutant.NO_INBOX;
import static com.bestqi.model.Mutant.TOMBSTONE_LAST;
import static com.bestqi.model.Mutant.WRITE_WITHOUT_LOOKING;
import static com.bestqi.model.Party.ACCOUNT;
import static com.bestqi.model.Party.DEVICE;
import static com.bestqi.model.Party.DSR;
import static com.bestqi.model.Variables.*;

/** What every participant does with a person: subject row, consent copy, key, erasure. */
final class Participant {
    private static final int MOST_ROWS = 2;

    private final Bounds bounds;

    Participant(Bounds bounds) {
        this.bounds = bounds;
    }

    void confirmDeletion(Steps steps) {
        var from = steps.from();
        if (from.is(READY, ACCOUNT) && from.is(SUBJECT, ACCOUNT, LIVE)) {
            var next = steps.begin();
            next.set(SUBJECT, ACCOUNT, CLOSING);
            next.set(
                    OUTBOX_ACCOUNT,
                    ACCOUNT,
                    from.get(OUTBOX_ACCOUNT, ACCOUNT) | AccountEvent.CONFIRMED);
            steps.end(Action.CONFIRM_DELETION, ACCOUNT);
        }
    }

    /** One transaction: share lock, look at the row, insert. */
    void write(Steps steps, Party party) {
        var from = steps.from();
        boolean permitted =
                from.is(SUBJECT, party, LIVE)
                        || bounds.has(WRITE_WITHOUT_LOOKING) && !from.is(SUBJECT, party, UNKNOWN);
        if (from.is(READY, party) && permitted && from.get(ROWS, party) < MOST_ROWS) {
            steps.begin().add(ROWS, party, 1);
            steps.end(Action.WRITE, party);
        }
    }

    /** The key is made in its own database, so before and apart from the row. */
    void hearRegistered(Steps steps, Party party) {
        var from = steps.from();
        int unread = from.get(UNREAD_ACCOUNT, party);
        if (!reads(from, party) || (unread & AccountEvent.REGISTERED) == 0) {
            return;
        }
        if (from.is(KEY, party, NONE)) {
            steps.begin().set(KEY, party, PRESENT);
            steps.end(Action.MAKE_KEY, party);
        }
        var next = steps.begin();
        next.set(UNREAD_ACCOUNT, party, unread & ~AccountEvent.REGISTERED);
        if (enter(next, party, AccountEvent.REGISTERED)) {
            create(next, party);
            if (party == DEVICE && next.is(SUBJECT, party, LIVE)) {
                next.add(ROWS, party, 1);
                next.add(WELCOMED, 1);
            }
        }
        steps.end(Action.HEAR_REGISTERED, party);
    }

    /** account-service reads back what it confirmed itself: after a restore it may not know it. */
    void hearOwnConfirmed(Steps steps) {
        var from = steps.from();
        if (!reads(from, ACCOUNT) || from.is(UNREAD_ACCOUNT, ACCOUNT, 0)) {
            return;
        }
        var next = steps.begin();
        next.set(UNREAD_ACCOUNT, ACCOUNT, 0);
        if (enter(next, ACCOUNT, AccountEvent.CONFIRMED) && next.is(SUBJECT, ACCOUNT, LIVE)) {
            next.set(SUBJECT, ACCOUNT, CLOSING);
        }
        steps.end(Action.HEAR_CONFIRMED, ACCOUNT);
    }

    /** After a start nothing else is read, and no case worked on, before all directives are. */
    static boolean reads(State state, Party party) {
        return state.is(READY, party) || state.is(UNREAD_DIRECTIVE, party, 0);
    }

    /** Enters an event into the inbox; false when it is there already. */
    boolean enter(State next, Party party, int event) {
        int known = next.get(INBOX_ACCOUNT, party);
        next.set(INBOX_ACCOUNT, party, known | event);
        return (known & event) == 0 || bounds.has(NO_INBOX);
    }

    void create(State next, Party party) {
        if (next.is(KEY, party, NONE) || bounds.has(KEY_MADE_AGAIN)) {
            next.set(KEY, party, PRESENT);
        }
        if (next.is(SUBJECT, party, UNKNOWN)) {
            next.set(SUBJECT, party, LIVE);
        }
    }

    /** The log is compacted: revisions may be passed over. The inbox is not relied upon. */
    void hearConsent(Steps steps) {
        var from = steps.from();
        if (!reads(from, DEVICE)) {
            return;
        }
        for (int revision = from.get(CONSENT_READ) + 1;
                revision <= from.get(REVISIONS);
                revision++) {
            var next = steps.begin();
            next.set(CONSENT_READ, revision);
            if (next.is(SUBJECT, DEVICE, UNKNOWN)) {
                create(next, DEVICE);
            }
            boolean newer = revision > next.get(REVISION) || bounds.has(ANY_REVISION);
            if (newer && !next.is(SUBJECT, DEVICE, ERASED)) {
                next.set(REVISION, revision);
                next.set(REVISION_SEEN, Math.max(revision, next.get(REVISION_SEEN)));
            }
            steps.end(Action.HEAR_CONSENT, DEVICE);
        }
    }

    /** Tombstone and task in one transaction; what was done before is answered again. */
    void hearDirective(Steps steps, Party party) {
        var from = steps.from();
        int unread = from.get(UNREAD_DIRECTIVE, party);
        for (int event = 1; event <= unread; event <<= 1) {
            if ((unread & event) == 0) {
                continue;
            }
            var next = steps.begin();
            next.set(UNREAD_DIRECTIVE, party, unread & ~event);
            int known = next.get(INBOX_DIRECTIVE, party);
            next.set(INBOX_DIRECTIVE, party, known | event);
            if ((known & event) == 0 || bounds.has(NO_INBOX)) {
                accept(next, party);
            }
            steps.end(Action.HEAR_DIRECTIVE, party);
        }
    }

    private void accept(State next, Party party) {
        if (!bounds.has(TOMBSTONE_LAST)) {
            next.set(SUBJECT, party, ERASED);
        }
        switch (next.get(TASK, party)) {
            case NONE -> next.set(TASK, party, OPEN);
            case DONE -> next.set(OUTBOX_OUTCOME, party, 1);
            default -> {}
        }
        if (party == DSR && next.get(CASE_STATE) < RUNNING && !bounds.has(CASE_NOT_TAKEN_UP)) {
            Leader.takeUp(next, bounds);
        }
    }

    /** An effect in the keys database, before every chunk; and by a gate that finds a key. */
    void destroyKey(Steps steps, Party party) {
        var from = steps.from();
        int due = bounds.has(KEY_AFTER_ANSWER) ? DONE : OPEN;
        boolean byGate = !from.is(READY, party) && from.is(SUBJECT, party, ERASED);
        if (!from.is(KEY, party, DESTROYED) && (from.is(TASK, party, due) || byGate)) {
            var next = steps.begin();
            next.set(KEY, party, bounds.has(KEY_MADE_AGAIN) ? NONE : DESTROYED);
            next.set(KEY_GONE, party, 1);
            steps.end(Action.DESTROY_KEY, party);
        }
    }

    boolean keyless(State state, Party party) {
        return state.is(KEY, party, DESTROYED)
                || bounds.has(KEY_AFTER_ANSWER)
                || bounds.has(KEY_MADE_AGAIN) && state.is(KEY, party, NONE);
    }

    void deleteChunk(Steps steps, Party party) {
        var from = steps.from();
        if (!from.is(TASK, party, OPEN)
                || !keyless(from, party)
                || heldBack(from, party)
                || from.is(SWEPT, party)) {
            return;
        }
        var next = steps.begin();
        delete(next, party, Math.min(1, from.get(ROWS, party)));
        next.set(SWEPT, party, next.is(ROWS, party, 0) ? 1 : 0);
        steps.end(Action.DELETE_CHUNK, party);
        if (bounds.has(COUNT_APART) && from.get(FAULTS) < bounds.faults()) {
            next = steps.begin();
            delete(next, party, Math.min(1, from.get(ROWS, party)));
            next.set(COUNTED, party, from.get(COUNTED, party));
            next.add(FAULTS, 1);
            steps.end(Action.DELETE_CHUNK, party);
        }
    }

    void delete(State next, Party party, int rows) {
        next.add(ROWS, party, -rows);
        next.add(COUNTED, party, rows);
        next.add(DELETED, party, rows);
    }

    /** dsr keeps the address, and its own answer, until the case is over. */
    static boolean heldBack(State state, Party party) {
        return party == DSR && (state.is(CASE_STATE, RECEIVED) || state.is(CASE_STATE, RUNNING));
    }

    /** Reads back and answers in one transaction; what is left stays to be deleted. */
    void finishTask(Steps steps, Party party) {
        var from = steps.from();
        if (!from.is(TASK, party, OPEN) || !from.is(SWEPT, party) || heldBack(from, party)) {
            return;
        }
        var next = steps.begin();
        next.set(SWEPT, party, 0);
        if (from.is(ROWS, party, 0) && keyless(from, party)) {
            attest(next, party);
        }
        steps.end(Action.FINISH_TASK, party);
    }

    void attest(State next, Party party) {
        next.set(TASK, party, DONE);
        next.set(OUTBOX_OUTCOME, party, 1);
        next.set(ATTESTED, party, 1);
    }
}
