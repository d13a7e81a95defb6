package com.bestqi.notification.announcement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How announcements are told. */
@ConfigMapping(prefix = "bestqi.announcement")
interface AnnouncementConfig {
    /** How many people one transaction tells. */
    @WithDefault("1000")
    int chunkSize();

    /**
     * How long after a round through all data subjects the next one looks for whoever was missed:
     * somebody whose row committed while the first round passed.
     */
    @WithDefault("PT10S")
    Duration roundEvery();

    /**
     * How many mails of one announcement go in a second, so that mails to single people are not
     * behind them and the mail server is not flooded; 0 is as many as can be.
     */
    @WithDefault("200")
    int mailsPerSecond();
}
