package com.bestqi.account.inactivity;

import io.smallrye.config.ConfigMapping;
import java.time.Period;
import java.util.Optional;

/** When an account counts as not used any more. */
@ConfigMapping(prefix = "bestqi.inactivity")
interface InactivityConfig {
    /** Erased after so long without use; at least 180 days. Never, when not said. */
    Optional<Period> after();
}
