package com.bestqi.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Visits every state that can be reached, nearest first, so that what it reports is the shortest
 * way there; then asks whether the machines come to rest, and reach the goals from everywhere.
 */
final class Checker {
    /** Name of the rule that the machines come to rest. */
    static final String COME_TO_REST = "MACHINES_COME_TO_REST";

    private static final int PARTIES = Party.ALL.length;
    private static final Rule[] RULES = Rule.values();

    private final Protocol protocol;
    private final boolean eager;
    private final StateTable states = new StateTable();
    private final Edges fair = new Edges();
    private final State from = new State();
    private int depth;

    Checker(Bounds bounds) {
        this.protocol = new Protocol(bounds);
        this.eager = bounds.has(Mutant.EAGER_WATCHDOG);
    }

    /**
     * A way to break a rule.
     *
     * @param rule name of the rule or goal
     */
    record Violation(String rule, List<String> trace) {
        @Override
        public String toString() {
            return rule + " is broken:\n  " + String.join("\n  ", trace);
        }
    }

    int states() {
        return states.size();
    }

    int depth() {
        return depth;
    }

    /** Everything: rules in every state, then circles, then goals from every state. */
    Optional<Violation> check() {
        return explore().or(this::circles).or(this::goals);
    }

    private Optional<Violation> explore() {
        states.add(Variables.start(), -1, 0);
        int endOfLevel = 1;
        for (int number = 0; number < states.size(); number++) {
            if (number == endOfLevel) {
                depth++;
                endOfLevel = states.size();
            }
            states.read(number, from);
            var broken = broken(number);
            if (broken.isPresent()) {
                return broken;
            }
            visit(number);
        }
        return Optional.empty();
    }

    private void visit(int number) {
        fair.next();
        protocol.steps(
                from,
                (action, party, next) -> {
                    int step = action.ordinal() * PARTIES + party.ordinal();
                    int target = states.add(next, number, step);
                    if (action.fair()) {
                        fair.add(action, target);
                    }
                });
    }

    private Optional<Violation> broken(int number) {
        for (var rule : RULES) {
            if (!rule.holds(from)) {
                return Optional.of(new Violation(rule.name(), trace(number)));
            }
        }
        return Optional.empty();
    }

    /**
     * Whether the machines come to rest by themselves: their steps, without the watchdog's timer,
     * form no circle. States are taken away from the start of all ways; a circle stays.
     */
    private Optional<Violation> circles() {
        int size = states.size();
        var waysIn = new int[size];
        for (int edge = 0; edge < fair.first(size); edge++) {
            waysIn[fair.target(edge)] += untimed(edge) ? 1 : 0;
        }
        var free = new int[size];
        int found = 0;
        for (int number = 0; number < size; number++) {
            if (waysIn[number] == 0) {
                free[found++] = number;
            }
        }
        for (int taken = 0; taken < found; taken++) {
            for (int edge = fair.first(free[taken]); edge < fair.end(free[taken]); edge++) {
                if (untimed(edge) && --waysIn[fair.target(edge)] == 0) {
                    free[found++] = fair.target(edge);
                }
            }
        }
        if (found == size) {
            return Optional.empty();
        }
        int turning = 0;
        while (waysIn[turning] == 0) {
            turning++;
        }
        return Optional.of(new Violation(COME_TO_REST, trace(turning)));
    }

    private boolean untimed(int edge) {
        return eager || !fair.timed(edge);
    }

    private Optional<Violation> goals() {
        for (var goal : Goal.values()) {
            int lost = reaching(goal).nextClearBit(0);
            if (lost < states.size()) {
                var trace = new ArrayList<>(trace(lost));
                trace.add("... and from here it is never reached");
                return Optional.of(new Violation(goal.name(), trace));
            }
        }
        return Optional.empty();
    }

    /**
     * The states from which the machines alone can reach the goal. Steps mostly lead to states
     * found later, so that going through them backwards soon comes to an end.
     */
    private BitSet reaching(Goal goal) {
        var reaching = new BitSet(states.size());
        for (int number = 0; number < states.size(); number++) {
            states.read(number, from);
            reaching.set(number, goal.reached(from));
        }
        boolean more = true;
        while (more) {
            more = false;
            for (int number = states.size() - 1; number >= 0; number--) {
                if (!reaching.get(number) && stepsInto(reaching, number)) {
                    reaching.set(number);
                    more = true;
                }
            }
        }
        return reaching;
    }

    private boolean stepsInto(BitSet reaching, int number) {
        for (int edge = fair.first(number); edge < fair.end(number); edge++) {
            if (reaching.get(fair.target(edge))) {
                return true;
            }
        }
        return false;
    }

    private List<String> trace(int number) {
        var words = new ArrayDeque<String>();
        for (int at = number; states.parent(at) >= 0; at = states.parent(at)) {
            int step = states.step(at);
            words.addFirst(Action.values()[step / PARTIES].words(Party.ALL[step % PARTIES]));
        }
        var trace = new ArrayList<String>();
        for (var step : words) {
            trace.add("%2d. %s".formatted(trace.size() + 1, step));
        }
        return trace;
    }
}
