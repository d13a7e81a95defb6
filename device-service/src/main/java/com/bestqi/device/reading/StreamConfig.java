package com.bestqi.device.reading;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many live streams are served, and how. */
@ConfigMapping(prefix = "bestqi.reading-stream")
interface StreamConfig {
    /** Streams that a replica serves at once. */
    @WithDefault("500")
    int most();

    /** Of these, those of one person. */
    @WithDefault("10")
    int mostOfOnePerson();

    /** How often a stream looks for what another replica stored. */
    @WithDefault("PT1S")
    Duration lookEvery();

    /** A client that has not taken an event for this long is cut off. */
    @WithDefault("PT10S")
    Duration slowestClient();
}
