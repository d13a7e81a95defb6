package com.bestqi.dsr.request;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How requests are conducted. */
@ConfigMapping(prefix = "bestqi.request")
interface RequestConfig {
    /** How many of one person's requests may be open at once. */
    @WithDefault("50")
    int openAtOnce();

    /** How many may wait for a code at once; each is a mail. */
    @WithDefault("5")
    int verifyingAtOnce();

    /** How many requests are worked on at once. */
    @WithDefault("8")
    int workers();
}
