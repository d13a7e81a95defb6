package com.bestqi.notification.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many live streams of inboxes are served, and how. */
@ConfigMapping(prefix = "bestqi.inbox-stream")
interface StreamConfig {
    /** Streams that a replica serves at once. */
    @WithDefault("3000")
    int most();

    /** Of these, those of one person. */
    @WithDefault("10")
    int mostOfOnePerson();

    /** How often this replica looks, once for all streams, for what another stored. */
    @WithDefault("PT0.25S")
    Duration lookEvery();

    /** How often each stream looks by itself, and shows that it is there. */
    @WithDefault("PT15S")
    Duration signEvery();

    /** A client that has not taken an event for this long is cut off. */
    @WithDefault("PT10S")
    Duration slowestClient();
}
