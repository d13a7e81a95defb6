package com.bestqi.model;

/** A signed answer as a number: what it counted, and what was deleted really. 0 is none. */
final class Outcome {
    private static final int PRESENT = 1;

    private Outcome() {}

    static int of(State state, Party party) {
        return PRESENT
                | state.get(Variables.COUNTED, party) << 1
                | state.get(Variables.DELETED, party) << 3;
    }

    static boolean isTrue(int outcome) {
        return (outcome >> 1 & 3) == outcome >> 3;
    }

    /** Adds to the answers of a participant on the bus; the same one twice is one. */
    static void publish(State state, Party party) {
        int made = of(state, party);
        int first = state.get(Variables.OUTCOMES, party);
        int second = state.get(Variables.OUTCOMES_TOO, party);
        if (made == first || made == second) {
            return;
        }
        if (first != 0 && second != 0) {
            throw new IllegalStateException("more different answers on the bus than expected");
        }
        put(state, party, first | second, made);
    }

    /** Takes an answer off the bus. */
    static void take(State state, Party party, int outcome) {
        int rest = state.get(Variables.OUTCOMES, party) ^ state.get(Variables.OUTCOMES_TOO, party);
        put(state, party, rest ^ outcome, 0);
    }

    /** In one order only, so that the same set is the same state. */
    private static void put(State state, Party party, int one, int other) {
        state.set(Variables.OUTCOMES, party, Math.max(one, other));
        state.set(Variables.OUTCOMES_TOO, party, Math.min(one, other));
    }
}
