package com.bestqi.dsr.rights;

/** Where a request stands, as the API names it. */
public enum RequestState {
    /** Written down; nothing done yet. */
    RECEIVED,
    /** Waits for the person to show who they are (RI-9). */
    VERIFYING,
    /** Waits so that the person can think it over. */
    COOLING_OFF,
    /** Being worked on, by the services or by staff. */
    RUNNING,
    /** Done. */
    COMPLETED,
    /** Done in part; what is lacking is named. */
    PARTIAL,
    /** Refused, with the ground. */
    REJECTED,
    /** Taken back by the person. */
    CANCELLED,
    /** Tried and not achieved. */
    FAILED;

    /** Whether an answer is still owed. */
    public boolean open() {
        return switch (this) {
            case RECEIVED, VERIFYING, COOLING_OFF, RUNNING -> true;
            case COMPLETED, PARTIAL, REJECTED, CANCELLED, FAILED -> false;
        };
    }
}
