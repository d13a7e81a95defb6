package com.bestqi.model;

import java.util.Locale;

/**
 * The steps of the model, each one transaction or one effect outside of it. The same names stand in
 * {@code docs/model/Erasure.tla}; the class and method of the product behind each is in {@code
 * docs/model/README.md}.
 */
enum Action {
    CONFIRM_DELETION(
            Kind.PERSON, "the person confirms the deletion at %s, which closes the account"),
    WRITE(Kind.PERSON, "a write about the person arrives at %s and is stored"),
    PUBLISH_CONSENT(
            Kind.PERSON, "the person changes a switch; consent publishes the next revision"),

    SHIP_OUTBOX(Kind.MACHINE, "the relay of %s sends what is in the outbox and marks it"),
    MAKE_KEY(
            Kind.MACHINE, "%s makes the person's key, before its transaction on AccountRegistered"),
    HEAR_REGISTERED(Kind.MACHINE, "%s reads AccountRegistered"),
    HEAR_CONFIRMED(
            Kind.MACHINE, "%s reads AccountDeletionConfirmed: the account is closed, a case open"),
    HEAR_CONSENT(Kind.MACHINE, "%s reads a consent state"),
    ORDER_ERASURE(Kind.MACHINE, "%s keeps the address and orders the erasure"),
    HEAR_DIRECTIVE(Kind.MACHINE, "%s reads the directive: tombstone, task, or its answer again"),
    DESTROY_KEY(Kind.MACHINE, "%s destroys the person's key"),
    DELETE_CHUNK(Kind.MACHINE, "%s deletes a chunk and counts it"),
    FINISH_TASK(Kind.MACHINE, "%s reads back, signs and answers"),
    HEAR_OUTCOME(Kind.MACHINE, "dsr reads the answer of %s"),
    FINISH_CASE(Kind.MACHINE, "%s adds its own answer, signs the certificate, ends the case"),
    RESEND(Kind.TIMER, "%s sends the directive again, for somebody is silent"),
    OPEN_GATE(Kind.MACHINE, "%s has replayed and read back, and serves again"),

    CRASH(Kind.FAULT, "%s is killed and starts again"),
    CRASH_AFTER_SHIP(Kind.FAULT, "%s is killed after its relay has sent and before it has marked"),
    CRASH_AFTER_MAIL(Kind.FAULT, "%s is killed after the mail went out and before the commit"),
    REWIND_ACCOUNT_EVENTS(Kind.FAULT, "%s is killed and reads account-events again"),
    REWIND_DIRECTIVES(
            Kind.FAULT, "%s reads subject-directives again; its inbox has forgotten them"),
    REWIND_CONSENTS(Kind.FAULT, "%s reads consent-states again; its inbox has forgotten them"),
    BACK_UP(Kind.FAULT, "the database of %s is backed up"),
    BACK_UP_KEYS(Kind.FAULT, "the keys database of %s is backed up"),
    RESTORE(Kind.FAULT, "the database of %s is restored; it starts with its gate closed"),
    RESTORE_KEYS(Kind.FAULT, "the keys database of %s is restored; it starts with its gate closed");

    /** Who takes a step. */
    enum Kind {
        /** May happen or not. */
        PERSON,
        /** Happens, sooner or later: fairness. */
        MACHINE,
        /** Happens, sooner or later, when nothing else helps: fairness. */
        TIMER,
        /** May happen, within bounds. */
        FAULT
    }

    private final Kind kind;
    private final String words;

    Action(Kind kind, String words) {
        this.kind = kind;
        this.words = words;
    }

    Kind kind() {
        return kind;
    }

    /** The machines go on by themselves. */
    boolean fair() {
        return kind == Kind.MACHINE || kind == Kind.TIMER;
    }

    String words(Party party) {
        return words.formatted(party.service());
    }

    /** As it is called in TLA+: HEAR_DIRECTIVE is HearDirective. */
    String tlaName() {
        return camelCase(name());
    }

    static String camelCase(String constant) {
        var name = new StringBuilder();
        for (var part : constant.split("_")) {
            name.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }
}
