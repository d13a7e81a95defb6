package com.bestqi.notification.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How mail is sent. */
@ConfigMapping(prefix = "bestqi.mail")
interface MailConfig {
    /** The sender; its domain also names the messages. */
    String from();

    /** How long the mail server may take for one mail; after that it is in doubt. */
    @WithDefault("PT15S")
    Duration timeout();
}
