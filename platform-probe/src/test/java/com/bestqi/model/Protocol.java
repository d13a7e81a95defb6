package com.bestqi.model;

import static com.bestqi.model.Party.ALL;
import static com.bestqi.model.Party.DEVICE;
import static com.bestqi.model.Party.DSR;

/** The whole next-state relation of the erasure protocol, within bounds. */
final class Protocol {
    private final Bounds bounds;
    private final Participant participant;
    private final Leader leader;
    private final Bus bus;
    private final Faults faults;

    Protocol(Bounds bounds) {
        this.bounds = bounds;
        this.participant = new Participant(bounds);
        this.leader = new Leader(bounds);
        this.bus = new Bus(bounds);
        this.faults = new Faults(bounds);
    }

    /** Every step that is possible. */
    void steps(State from, Steps.Listener listener) {
        var steps = new Steps(from, listener);
        people(steps);
        machines(steps);
        faults.steps(steps);
    }

    private void people(Steps steps) {
        participant.confirmDeletion(steps);
        for (var party : bounds.writers()) {
            participant.write(steps, party);
        }
        bus.publishConsent(steps);
    }

    private void machines(Steps steps) {
        for (var party : ALL) {
            bus.shipOutbox(steps, party);
            participant.hearDirective(steps, party);
            participant.destroyKey(steps, party);
            participant.deleteChunk(steps, party);
            participant.finishTask(steps, party);
            leader.hearOutcome(steps, party);
            faults.openGate(steps, party);
        }
        participant.hearRegistered(steps, DEVICE);
        participant.hearRegistered(steps, DSR);
        participant.hearConsent(steps);
        participant.hearOwnConfirmed(steps);
        leader.hearConfirmed(steps);
        leader.orderErasure(steps);
        leader.finishCase(steps);
        leader.resend(steps);
    }
}
