package com.bestqi.model;

import static com.bestqi.model.Party.ALL;
import static com.bestqi.model.Party.DSR;
import static com.bestqi.model.Variables.INBOX_DIRECTIVE;
import static com.bestqi.model.Variables.OUTBOX_DIRECTIVE;
import static com.bestqi.model.Variables.UNREAD_DIRECTIVE;

/** The numbers of directive events. All say the same; the inbox knows them apart. */
final class Directives {
    private Directives() {}

    /** A number that no event under way has, as a bit; 0 when all are taken. */
    static int free(State state) {
        int taken = inFlight(state);
        for (int n = 0; n < Variables.DIRECTIVES; n++) {
            if ((taken & 1 << n) == 0) {
                return 1 << n;
            }
        }
        return 0;
    }

    /** Clears the inboxes of numbers that can be used again. */
    static void forget(State state) {
        int inFlight = inFlight(state);
        for (var party : ALL) {
            int known = state.get(INBOX_DIRECTIVE, party);
            if ((known & ~inFlight) != 0) {
                state.set(INBOX_DIRECTIVE, party, known & inFlight);
            }
        }
    }

    /** Whether one is sent, or will be, that somebody has not read. */
    static boolean underWay(State state) {
        return unread(state) != 0;
    }

    private static int inFlight(State state) {
        return unread(state) | state.get(Variables.BACKUP_OF_OUTBOX);
    }

    private static int unread(State state) {
        int unread = state.get(OUTBOX_DIRECTIVE, DSR);
        for (var party : ALL) {
            unread |= state.get(UNREAD_DIRECTIVE, party);
        }
        return unread;
    }
}
