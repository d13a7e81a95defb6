package com.bestqi.device.invitation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long an invitation is good. */
@ConfigMapping(prefix = "bestqi.invitation")
interface InvitationConfig {
    /** A code is good for this long. */
    @WithDefault("P7D")
    Duration codeLife();
}
