package com.bestqi.model;

/** Takes the steps that are possible in a state. */
final class Steps {
    /** Hears of every step. */
    interface Listener {
        void step(Action action, Party party, State next);
    }

    private final State from;
    private final State next = new State();
    private final Listener listener;

    Steps(State from, Listener listener) {
        this.from = from;
        this.listener = listener;
    }

    State from() {
        return from;
    }

    /** The state to change into the next one. */
    State begin() {
        next.copy(from);
        return next;
    }

    void end(Action action, Party party) {
        Directives.forget(next);
        listener.step(action, party, next);
    }
}
