package com.bestqi.model;

import static com.bestqi.model.Party.ALL;
import static com.bestqi.model.Party.DEVICE;
import static com.bestqi.model.Party.DSR;

import java.util.ArrayList;
import java.util.List;

/**
 * The variables of the model; the same names stand in {@code docs/model/Erasure.tla}. The last of
 * them are history, what happened really: rules read it, and no step does.
 */
final class Variables {
    private static final int BITS = 64;
    private static int word;
    private static int shift;

    /** Values of {@link #SUBJECT}. */
    static final int UNKNOWN = 0;

    static final int LIVE = 1;
    static final int CLOSING = 2;
    static final int ERASED = 3;

    /** Values of {@link #KEY} and {@link #TASK}. */
    static final int NONE = 0;

    static final int PRESENT = 1;
    static final int DESTROYED = 2;
    static final int OPEN = 1;
    static final int DONE = 2;

    /** Values of {@link #CASE_STATE}. */
    static final int RECEIVED = 1;

    static final int RUNNING = 2;
    static final int COMPLETED = 3;

    /** Directive events in flight at once; the number of a delivered one is used again. */
    static final int DIRECTIVES = 2;

    // The database of each participant.
    static final Field[] SUBJECT = perParty(2);
    static final Field[] ROWS = perParty(2);
    static final Field[] TASK = perParty(2);
    static final Field[] COUNTED = perParty(2);
    static final Field[] INBOX_ACCOUNT = perParty(2);
    static final Field[] INBOX_DIRECTIVE = perParty(DIRECTIVES);
    static final Field[] OUTBOX_ACCOUNT = perParty(2);
    static final Field[] OUTBOX_DIRECTIVE = perParty(DIRECTIVES);
    static final Field[] OUTBOX_OUTCOME = perParty(1);
    static final Field REVISION = field(2);

    // dsr's case. AWAITED has a bit for each party; KEPT holds an answer as Outcome writes it.
    static final Field CASE_STATE = field(2);
    static final Field AWAITED = field(2);
    static final Field CERTIFICATE_ID = field(2);
    static final Field[] KEPT = perParty(5);

    // Databases of keys.
    static final Field[] KEY = perParty(2);

    // Memory of the processes: lost in a crash.
    static final Field[] SWEPT = perParty(1);
    static final Field[] READY = perParty(1);

    // The bus: what was published, and what each consumer has still to read.
    static final Field ACCOUNT_EVENTS = field(2);
    static final Field DIRECTED = field(1);
    static final Field REVISIONS = field(2);
    static final Field[] UNREAD_ACCOUNT = perParty(2);
    static final Field[] UNREAD_DIRECTIVE = perParty(DIRECTIVES);
    static final Field[] OUTCOMES = perParty(5);
    static final Field[] OUTCOMES_TOO = perParty(5);
    static final Field CONSENT_READ = field(2);

    // Backups, and what of the bounds is used up.
    static final Field BACKED_UP = field(1);
    static final Field RESTORED = field(1);
    static final Field KEYS_BACKED_UP = field(1);
    static final Field KEYS_RESTORED = field(1);
    static final Field BACKUP_OF_KEY = field(2);
    static final Field BACKUP_OF_OUTBOX = field(DIRECTIVES);
    static final Field FAULTS = field(2);

    // History. The first two are the past of a database, and restored with it.
    static final Field[] DELETED = perParty(2);
    static final Field WELCOMED = field(2);
    static final Field[] ATTESTED = perParty(1);
    static final Field[] KEY_GONE = perParty(1);
    static final Field REVISION_SEEN = field(2);
    static final Field CERTIFICATES = field(3);
    static final Field CASES_OPENED = field(2);

    private static final int BACKUP_WORD = word + 1;
    private static final Field[][] DATABASE = {
        database(Party.ACCOUNT), database(DEVICE), database(DSR)
    };

    static {
        if (BACKUP_WORD >= State.WORDS) {
            throw new IllegalStateException("a state needs more words: " + BACKUP_WORD);
        }
    }

    private Variables() {}

    private static Field field(int bits) {
        if (shift + bits > BITS) {
            word++;
            shift = 0;
        }
        var made = new Field(word, shift, (1L << bits) - 1);
        shift += bits;
        return made;
    }

    private static Field[] perParty(int bits) {
        return new Field[] {field(bits), field(bits), field(bits)};
    }

    private static Field[] database(Party party) {
        int p = party.ordinal();
        var fields =
                new ArrayList<>(
                        List.of(
                                SUBJECT[p],
                                ROWS[p],
                                TASK[p],
                                COUNTED[p],
                                INBOX_ACCOUNT[p],
                                INBOX_DIRECTIVE[p],
                                OUTBOX_ACCOUNT[p],
                                OUTBOX_DIRECTIVE[p],
                                OUTBOX_OUTCOME[p],
                                DELETED[p]));
        if (party == DEVICE) {
            fields.addAll(List.of(REVISION, WELCOMED));
        }
        if (party == DSR) {
            fields.addAll(List.of(CASE_STATE, AWAITED, CERTIFICATE_ID, KEPT[0], KEPT[1], KEPT[2]));
        }
        return fields.toArray(Field[]::new);
    }

    /** Copies a participant's database to where backups lie. */
    static void backUp(State state, Party party) {
        long copy = 0;
        int at = 0;
        for (var field : DATABASE[party.ordinal()]) {
            copy |= (long) state.get(field) << at;
            at += Long.bitCount(field.mask());
        }
        state.words[BACKUP_WORD] = copy;
        if (party == DSR) {
            state.set(BACKUP_OF_OUTBOX, state.get(OUTBOX_DIRECTIVE, DSR));
        }
    }

    /** Puts the backup in the place of a participant's database. */
    static void restore(State state, Party party) {
        long copy = state.words[BACKUP_WORD];
        for (var field : DATABASE[party.ordinal()]) {
            state.set(field, (int) (copy & field.mask()));
            copy >>>= Long.bitCount(field.mask());
        }
        state.words[BACKUP_WORD] = 0;
        state.set(BACKUP_OF_OUTBOX, 0);
    }

    /** A person just registered at account-service, whose event waits in the outbox. */
    static State start() {
        var state = new State();
        for (var party : ALL) {
            state.set(READY, party, 1);
        }
        state.set(SUBJECT, Party.ACCOUNT, LIVE);
        state.set(ROWS, Party.ACCOUNT, 1);
        state.set(KEY, Party.ACCOUNT, PRESENT);
        state.set(OUTBOX_ACCOUNT, Party.ACCOUNT, AccountEvent.REGISTERED);
        return state;
    }
}
