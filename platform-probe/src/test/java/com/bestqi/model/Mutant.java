package com.bestqi.model;

/** A protocol that lacks something, and the rule that must catch it. */
enum Mutant {
    WRITE_WITHOUT_LOOKING("a write does not look at the tombstone"),
    NO_INBOX("nobody remembers which events were applied"),
    TOMBSTONE_LAST("the tombstone goes up after the answer instead of first"),
    ONE_NOT_AWAITED("the certificate does not wait for device"),
    KEY_AFTER_ANSWER("the key is destroyed after the answer"),
    NO_GATE("a restored service serves at once"),
    NO_RESEND("nobody is reminded"),
    COUNT_APART("what was deleted is counted in a transaction of its own"),
    ANY_REVISION("the consent state that comes last counts, not the newest"),
    KEY_MADE_AGAIN("a destroyed key leaves no row that keeps a new one out"),
    CERTIFICATE_ID_EACH_TRY("every try makes a certificate id of its own"),
    OFFSETS_OF_KAFKA("a restored service reads account-events on from Kafka's offsets"),
    EAGER_WATCHDOG("the watchdog does not wait for its timer"),
    GATE_WITHOUT_KEYS("the gate does not read back whether the keys are gone"),
    CASE_NOT_TAKEN_UP("dsr does not take up a case from a directive it does not know"),

    // What the product does and the model shows to be wrong: docs/model/README.md, Findings.
    CERTIFICATE_ID_MADE_UP("the certificate id is made up when the case is opened"),
    GATE_WITHOUT_CONSENT("the gate opens before consent states are read again"),
    GATE_WITHOUT_OPEN_TASKS("the gate does not wait for an erasure that the backup knew of");

    private final String words;

    Mutant(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
