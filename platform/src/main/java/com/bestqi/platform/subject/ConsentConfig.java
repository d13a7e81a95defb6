package com.bestqi.platform.subject;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How consent is enforced. */
@ConfigMapping(prefix = "bestqi.consent")
public interface ConsentConfig {
    /** A copy of the consent states older than this permits nothing: the bound of I-8. */
    @WithDefault("PT5S")
    Duration bound();
}
