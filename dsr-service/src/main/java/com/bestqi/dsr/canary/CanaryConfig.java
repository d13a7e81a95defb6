package com.bestqi.dsr.canary;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When the canary flies. */
@ConfigMapping(prefix = "bestqi.canary")
interface CanaryConfig {
    /** From the beginning of one run to the next; not positive for never. */
    @WithDefault("P1D")
    Duration interval();

    /** How long after a start of this service the first run may begin. */
    @WithDefault("PT10M")
    Duration firstAfter();

    /** How long a run may take before it counts as failed. */
    @WithDefault("PT5M")
    Duration deadline();
}
