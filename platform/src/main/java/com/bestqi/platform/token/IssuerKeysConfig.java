package com.bestqi.platform.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the identity provider's keys are kept. */
@ConfigMapping(prefix = "bestqi.issuer-keys")
public interface IssuerKeysConfig {
    /** How often they are fetched anew; a key that was taken back counts for that long at most. */
    @WithDefault("PT5M")
    Duration refreshEvery();

    /** How long they count while the identity provider is away. */
    @WithDefault("PT1H")
    Duration life();

    /** How long a fetch may take. */
    @WithDefault("PT2S")
    Duration fetchTimeout();

    /** How long after a fetch nobody asks for a key that it did not bring. */
    @WithDefault("PT1M")
    Duration askAgainAfter();
}
