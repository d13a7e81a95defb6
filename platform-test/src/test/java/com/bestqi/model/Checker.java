package com.bestqi.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Visits every state that can be reached, nearest first, so that what it reports is the shortest
 * way there; then asks from which of them the machines alone reach the goals.
 */
final class Checker {
    private static final int PARTIES = Party.ALL.length;
    private static final Rule[] RULES = Rule.values();

    /** Name of the rule that the machines come to rest. */
    static final String NO_CIRCLE = "MACHINES_COME_TO_REST";

    private final Protocol protocol;
    private final StateTable states = new StateTable();
    private final State from = new State();
    private int depth;

    Checker(Bounds bounds) {
        this.protocol = new Protocol(bounds);
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

    int size() {
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
            int parent = number;
            protocol.steps(
                    from,
                    (action, party, next) ->
                            states.add(
                                    next, parent, action.ordinal() * PARTIES + party.ordinal()));
        }
        return Optional.empty();
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
        var waysIn = new int[states.size()];
        for (int number = 0; number < waysIn.length; number++) {
            forEachMachineStep(number, to -> waysIn[to]++);
        }
        var rest = new int[waysIn.length];
        int found = 0;
        for (int number = 0; number < waysIn.length; number++) {
            if (waysIn[number] == 0) {
                rest[found++] = number;
            }
        }
        var end = new int[] {found};
        for (int taken = 0; taken < end[0]; taken++) {
            forEachMachineStep(
                    rest[taken],
                    to -> {
                        if (--waysIn[to] == 0) {
                            rest[end[0]++] = to;
                        }
                    });
        }
        if (end[0] == waysIn.length) {
            return Optional.empty();
        }
        int turning = 0;
        while (waysIn[turning] == 0) {
            turning++;
        }
        return Optional.of(new Violation(NO_CIRCLE, trace(turning)));
    }

    private void forEachMachineStep(int number, IntConsumer to) {
        states.read(number, from);
        protocol.fairSteps(
                from,
                (action, _, next) -> {
                    if (action.kind() == Action.Kind.MACHINE) {
                        to.accept(states.find(next));
                    }
                });
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
        boolean more = true;
        while (more) {
            more = false;
            int last = reaching.previousClearBit(states.size() - 1);
            for (int number = last; number >= 0; number = reaching.previousClearBit(number - 1)) {
                states.read(number, from);
                if (goal.reached(from) || stepsInto(reaching)) {
                    reaching.set(number);
                    more = true;
                }
                if (number == 0) {
                    break;
                }
            }
        }
        return reaching;
    }

    private boolean stepsInto(BitSet reaching) {
        var found = new boolean[1];
        protocol.fairSteps(
                from,
                (action, _, next) -> {
                    if (!found[0] && action.fair()) {
                        found[0] = reaching.get(states.find(next));
                    }
                });
        return found[0];
    }

    private List<String> trace(int number) {
        var words = new ArrayDeque<String>();
        for (int at = number; states.parent(at) >= 0; at = states.parent(at)) {
            int step = states.step(at);
            words.addFirst(
                    Action.values()[step / PARTIES].words(Party.ALL[step % PARTIES]));
        }
        var trace = new ArrayList<String>();
        for (var step : words) {
            trace.add("%2d. %s".formatted(trace.size() + 1, step));
        }
        return trace;
    }
}
