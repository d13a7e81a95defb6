package com.bestqi.dsr.restriction;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How restrictions are conducted. */
@ConfigMapping(prefix = "bestqi.restriction")
interface RestrictionConfig {
    /**
     * How long before its end the person is told, and how long it lasts after that at least; never
     * more than half of the time it was asked for.
     */
    @WithDefault("P1D")
    Duration noticeBefore();

    /** How many one person may have in force at once. */
    @WithDefault("20")
    int atOnce();
}
