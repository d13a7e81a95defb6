package com.bestqi.platform.restore;

import java.util.UUID;
import java.util.function.Consumer;

/** Keys that a service destroyed besides those of erased persons, and that must stay destroyed. */
public interface ForgottenKeys {

    /** Hands over the subject of each; called in a transaction. */
    void each(Consumer<UUID> sink);
}
