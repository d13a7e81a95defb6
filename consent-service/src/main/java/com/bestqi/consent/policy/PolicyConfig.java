package com.bestqi.consent.policy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What a change of the policy must wait for. */
@ConfigMapping(prefix = "bestqi.policy")
interface PolicyConfig {
    /** How long before a version comes into force it must have been announced. */
    @WithDefault("P30D")
    Duration noticePeriod();

    /**
     * Who registered this short a time ago, and later than the announcement, is not waited for when
     * the announced time has come: with somebody always just registering it would never come. They
     * are told as soon as the notice is there, and accept nothing by implication before.
     */
    @WithDefault("PT5S")
    Duration newcomerGrace();
}
