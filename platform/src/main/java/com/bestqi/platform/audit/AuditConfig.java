package com.bestqi.platform.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the audit announces its end. */
@ConfigMapping(prefix = "bestqi.audit")
public interface AuditConfig {
    /** How long a new end of the chain may go without being announced on Kafka. */
    @WithDefault("10S")
    Duration headAfter();

    /** After how many entries the end is announced earlier than that. */
    @WithDefault("10000")
    int headAfterEntries();
}
