package com.bestqi.dsr.erasure;

/** Where a case stands. */
enum CaseState {
    /** Heard of; nothing ordered yet. */
    RECEIVED,
    /** Confirmed, but the time to think it over is not past. */
    COOLING_OFF,
    /** The directive is out. */
    RUNNING,
    /** All answered, and what is left is under a legal hold; the certificate says so. */
    PARTIAL,
    /** All answered that nothing is left; the certificate says so. */
    COMPLETED,
    /** All answered, but not all succeeded; the certificate says so. */
    FAILED;

    /** Whether anything may still be erased, so that the address is needed. */
    boolean open() {
        return this != COMPLETED && this != FAILED && this != PARTIAL;
    }

    /** Whether nothing has been ordered yet. */
    boolean beforeDirective() {
        return this == RECEIVED || this == COOLING_OFF;
    }
}
