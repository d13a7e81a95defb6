package com.bestqi.model;

import static com.bestqi.model.Party.ACCOUNT;
import static com.bestqi.model.Party.ALL;
import static com.bestqi.model.Party.DEVICE;
import static com.bestqi.model.Variables.*;

import java.util.function.Predicate;

/** What must be reached from every state by the machines alone, once nothing fails any more. */
enum Goal {
    /** A confirmed deletion ends complete everywhere, and every gate opens (G9). */
    EVERY_DIRECTIVE_ENDS(state -> !asked(state) || ended(state)),

    /** A person who registered is known everywhere. */
    EVERYBODY_IS_HEARD_OF(state -> !state.is(SUBJECT, DEVICE, UNKNOWN));

    private final Predicate<State> reached;

    Goal(Predicate<State> reached) {
        this.reached = reached;
    }

    boolean reached(State state) {
        return reached.test(state);
    }

    private static boolean asked(State state) {
        return state.get(SUBJECT, ACCOUNT) >= CLOSING
                || (state.get(ACCOUNT_EVENTS) & AccountEvent.CONFIRMED) != 0;
    }

    private static boolean ended(State state) {
        for (var party : ALL) {
            if (!state.is(SUBJECT, party, ERASED)
                    || !state.is(TASK, party, DONE)
                    || !state.is(ROWS, party, 0)
                    || !state.is(KEY, party, DESTROYED)
                    || !state.is(READY, party)) {
                return false;
            }
        }
        return state.is(CASE_STATE, COMPLETED);
    }
}
