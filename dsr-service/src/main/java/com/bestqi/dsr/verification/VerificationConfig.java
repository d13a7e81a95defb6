package com.bestqi.dsr.verification;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How persons show who they are. */
@ConfigMapping(prefix = "bestqi.verification")
public interface VerificationConfig {
    /** How long a code counts from when it was mailed. */
    @WithDefault("PT10M")
    Duration codeLife();

    /** How many codes may be tried; the last wrong one ends the request. */
    @WithDefault("5")
    int maxTries();

    /** How often the mail is tried before the request ends; with the pauses, about an hour. */
    @WithDefault("60")
    int mailMaxTries();
}
