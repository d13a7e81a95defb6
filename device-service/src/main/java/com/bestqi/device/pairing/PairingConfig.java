package com.bestqi.device.pairing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long codes are good and how often one may guess. */
@ConfigMapping(prefix = "bestqi.pairing")
interface PairingConfig {
    /** A code is good for this long. */
    @WithDefault("PT10M")
    Duration codeLife();

    /** So many codes that do not exist may be tried from one address within the window. */
    @WithDefault("20")
    int wrongGuesses();

    /** The window that wrong guesses are counted in. */
    @WithDefault("PT1M")
    Duration wrongGuessWindow();

    /** Devices of others that a person may pair within {@link #takeoverWindow()}. */
    @WithDefault("10")
    int takeovers();

    /** How long devices paired that were somebody else's are counted. */
    @WithDefault("PT24H")
    Duration takeoverWindow();
}
