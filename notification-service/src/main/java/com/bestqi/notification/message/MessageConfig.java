package com.bestqi.notification.message;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How hard is tried to send a message. */
@ConfigMapping(prefix = "bestqi.message")
interface MessageConfig {
    /** The first pause after a try that failed; it doubles from try to try. */
    @WithDefault("PT1S")
    Duration retryAfter();

    /** The longest pause. */
    @WithDefault("PT5M")
    Duration retryAtMost();

    /** How long one try may take before another worker may take the message. */
    @WithDefault("PT1M")
    Duration lease();

    /** When to stop trying. */
    @WithDefault("P1D")
    Duration giveUpAfter();
}
