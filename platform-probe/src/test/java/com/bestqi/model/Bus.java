package com.bestqi.model;

import static com.bestqi.model.Party.ACCOUNT;
import static com.bestqi.model.Party.ALL;
import static com.bestqi.model.Party.DEVICE;
import static com.bestqi.model.Party.DSR;
import static com.bestqi.model.Variables.*;

/** Outboxes, relays and topics. */
final class Bus {
    private final Bounds bounds;

    Bus(Bounds bounds) {
        this.bounds = bounds;
    }

    void publishConsent(Steps steps) {
        var from = steps.from();
        if (from.get(REVISIONS) < bounds.revisions()) {
            steps.begin().add(REVISIONS, 1);
            steps.end(Action.PUBLISH_CONSENT, DEVICE);
        }
    }

    /** A batch goes out whole; killed before it is marked, it goes out again. */
    void shipOutbox(Steps steps, Party party) {
        var from = steps.from();
        if (from.is(OUTBOX_ACCOUNT, party, 0)
                && from.is(OUTBOX_DIRECTIVE, party, 0)
                && from.is(OUTBOX_OUTCOME, party, 0)) {
            return;
        }
        if (from.get(FAULTS) < bounds.faults()) {
            var unmarked = steps.begin();
            send(unmarked, party);
            unmarked.add(FAULTS, 1);
            unmarked.set(SWEPT, party, 0);
            steps.end(Action.CRASH_AFTER_SHIP, party);
        }
        var next = steps.begin();
        send(next, party);
        if (bounds.has(Mutant.TOMBSTONE_LAST) && from.is(OUTBOX_OUTCOME, party)) {
            next.set(SUBJECT, party, ERASED);
        }
        next.set(OUTBOX_ACCOUNT, party, 0);
        next.set(OUTBOX_DIRECTIVE, party, 0);
        next.set(OUTBOX_OUTCOME, party, 0);
        steps.end(Action.SHIP_OUTBOX, party);
    }

    private static void send(State next, Party party) {
        if (party == ACCOUNT) {
            int sent = next.get(OUTBOX_ACCOUNT, ACCOUNT);
            next.set(ACCOUNT_EVENTS, next.get(ACCOUNT_EVENTS) | sent);
            for (var reader : ALL) {
                next.set(
                        UNREAD_ACCOUNT,
                        reader,
                        next.get(UNREAD_ACCOUNT, reader) | sent & heardBy(reader));
            }
        }
        if (party == DSR && !next.is(OUTBOX_DIRECTIVE, DSR, 0)) {
            int sent = next.get(OUTBOX_DIRECTIVE, DSR);
            next.set(DIRECTED, 1);
            for (var reader : ALL) {
                next.set(UNREAD_DIRECTIVE, reader, next.get(UNREAD_DIRECTIVE, reader) | sent);
            }
        }
        if (next.is(OUTBOX_OUTCOME, party)) {
            Outcome.publish(next, party);
        }
    }

    /** The account events whose listeners change something. */
    static int heardBy(Party reader) {
        return switch (reader) {
            case ACCOUNT -> 0;
            case DEVICE -> AccountEvent.REGISTERED;
            case DSR -> AccountEvent.REGISTERED | AccountEvent.CONFIRMED;
        };
    }

    /** Those that change something after a restore: account-service reads back its own. */
    static int heardAgainBy(Party reader) {
        return reader == ACCOUNT ? AccountEvent.CONFIRMED : heardBy(reader);
    }
}
