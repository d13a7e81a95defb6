package com.bestqi.platform.subject;

/**
 * What code is about to do with a person's data. Whoever takes a person's lock names it, and {@link
 * Subjects} alone decides whether a restriction allows it (RI-4): what uses or adds data is
 * refused, what the person needs to keep the data, see it, correct it or exercise a right is not.
 */
public enum Processing {
    /** Keeping what is there as it is, with the bookkeeping that takes. */
    STORAGE(true),
    /** A copy for the person (RI-1, RI-5). */
    EXPORT(true),
    /** Deleting, of the account or of one thing at the person's wish (RI-3). */
    ERASURE(true),
    /** Establishing or defending legal claims, and what a law demands (PU-5). */
    LEGAL_CLAIMS(true),
    /** The person looks at their own data, and notes that they did. */
    OWN_DATA(true),
    /** A request of the person about their rights. */
    REQUEST(true),
    /** Turning off a switch, and what follows from it (RI-7). */
    WITHDRAWAL(true),
    /** Making what is there correct (RI-2). */
    CORRECTION(true),
    /** Telling the person what concerns their rights, their requests or their security. */
    RIGHTS_MESSAGE(true),
    /** Taking in something new about the person. */
    COLLECT(false),
    /** Doing something with what is there. */
    USE(false),
    /** Letting somebody else have it. */
    DISCLOSE(false),
    /** Telling the person anything else. */
    MESSAGE(false),
    /** Turning on a switch, which is there to be used. */
    GRANT(false);

    private final boolean openUnderRestriction;

    Processing(boolean openUnderRestriction) {
        this.openUnderRestriction = openUnderRestriction;
    }

    /** Whether a restriction leaves it alone. */
    public boolean openUnderRestriction() {
        return openUnderRestriction;
    }
}
