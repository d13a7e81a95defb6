package com.bestqi.device.command;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long and how many commands wait. */
@ConfigMapping(prefix = "bestqi.command")
interface CommandConfig {
    /** A device that asks later than this does not get the command any more. */
    @WithDefault("PT5M")
    Duration life();

    /** So many may wait for one device. */
    @WithDefault("100")
    int mostOpen();
}
