package com.bestqi.model;

import static com.bestqi.model.Party.ALL;
import static com.bestqi.model.Party.DEVICE;
import static com.bestqi.model.Variables.*;

import java.util.function.Predicate;

/** What must hold in every state; the same names stand in {@code docs/model/Erasure.tla}. */
enum Rule {
    /** I-5: every participant answered, really read back zero rows, and its key is gone. */
    COMPLETE_IS_EARNED(state ->
            !state.is(CASE_STATE, COMPLETED)
                    || every(party ->
                            !state.is(KEPT, party, 0)
                                    && state.is(ATTESTED, party)
                                    && (!state.is(READY, party)
                                            || state.is(ROWS, party, 0)
                                                    && state.is(KEY, party, DESTROYED)))),

    /**
     * I-3: once a participant has read back nothing, there is nothing; but for the address, which
     * nobody can read, in a case that a restore of dsr opened again.
     */
    NOTHING_OUTLIVES_THE_TOMBSTONE(state ->
            every(party ->
                    !state.is(ATTESTED, party)
                            || !state.is(READY, party)
                            || state.is(ROWS, party, 0)
                            || Participant.heldBack(state, party))),

    /** I-6: whoever has read back nothing never serves the person again. */
    NOTHING_ERASED_IS_SERVED(state ->
            every(party ->
                    !state.is(ATTESTED, party)
                            || !state.is(READY, party)
                            || state.is(SUBJECT, party, ERASED))),

    /** One case, one certificate, however often it was begun. */
    ONE_CERTIFICATE(state -> Integer.bitCount(state.get(CERTIFICATES)) <= 1),

    /** What dsr certifies is what was deleted. */
    COUNTS_ARE_TRUE(state -> every(party -> Outcome.isTrue(state.get(KEPT, party)))),

    /** A destroyed key is not to be had from a service that serves. */
    KEY_NEVER_COMES_BACK(state ->
            every(party ->
                    !state.is(KEY_GONE, party)
                            || !state.is(READY, party)
                            || !state.is(KEY, party, PRESENT))),

    /** I-7: a withdrawal that was heard is never forgotten. */
    CONSENT_NEVER_GOES_BACK(state ->
            !state.is(READY, DEVICE)
                    || state.is(SUBJECT, DEVICE, ERASED)
                    || state.get(REVISION) >= state.get(REVISION_SEEN)),

    /** I-2: once in effect, however often delivered. */
    EVERY_EVENT_ACTS_ONCE(state -> state.get(WELCOMED) <= 1);

    private final Predicate<State> holds;

    Rule(Predicate<State> holds) {
        this.holds = holds;
    }

    boolean holds(State state) {
        return holds.test(state);
    }

    private static boolean every(Predicate<Party> test) {
        for (var party : ALL) {
            if (!test.test(party)) {
                return false;
            }
        }
        return true;
    }
}
