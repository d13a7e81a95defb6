package com.bestqi.model;

import java.util.Arrays;

/** The fair steps from each state, entered in the order of the states they lead from. */
final class Edges {
    private static final int TIMER = 1 << 31;

    private int[] starts = new int[1 << 16];
    private int[] targets = new int[1 << 18];
    private int states;
    private int size;

    /** What follows leads from the next state. */
    void next() {
        if (states + 1 >= starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        starts[states++] = size;
        starts[states] = size;
    }

    void add(Action action, int target) {
        if (size == targets.length) {
            targets = Arrays.copyOf(targets, size * 2);
        }
        targets[size++] = action.kind() == Action.Kind.TIMER ? target | TIMER : target;
        starts[states] = size;
    }

    int first(int from) {
        return starts[from];
    }

    int end(int from) {
        return starts[from + 1];
    }

    int target(int edge) {
        return targets[edge] & ~TIMER;
    }

    /** Whether it is the watchdog's step, which waits for its time. */
    boolean timed(int edge) {
        return targets[edge] < 0;
    }
}
