package com.bestqi.model;

/** The participants of the model: three stand for the five, see {@code docs/model/README.md}. */
enum Party {
    /** Where the person registers and confirms the deletion. */
    ACCOUNT,
    /** A plain participant, which also keeps a copy of the consent state. */
    DEVICE,
    /** Leads the case, and is a participant itself. */
    DSR;

    static final Party[] ALL = values();

    String service() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
