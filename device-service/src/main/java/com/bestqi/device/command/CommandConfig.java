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

    /** Others of its home give none while so many wait, so that its owner still can. */
    @WithDefault("75")
    int mostOpenForMembers();

    /** Guests of its home give none while so many wait. */
    @WithDefault("25")
    int mostOpenForGuests();
}
