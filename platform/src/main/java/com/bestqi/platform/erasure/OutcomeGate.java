package com.bestqi.platform.erasure;

import java.util.UUID;

/**
 * Lets a service hold back its own outcome, and with it its key and the stores marked {@code
 * DELETE_LAST}: dsr-service needs the address for the certificate until all others have answered.
 * Without a bean of this type nothing is held back.
 */
public interface OutcomeGate {

    /** Whether the engine leaves the finish to the service, which calls {@code finish} itself. */
    boolean holdsBack(UUID accountId);
}
