package com.bestqi.platform.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** When the job runs, and which periods a deployment makes shorter. */
@ConfigMapping(prefix = "bestqi.retention")
public interface RetentionConfig {
    /** Pause between two rounds, and before the first. */
    @WithDefault("PT10M")
    Duration every();

    /** Rows that one transaction deletes at most. */
    @WithDefault("500")
    int chunk();

    /** Shorter periods, by table; a longer one than reviewed refuses to start. */
    Map<String, String> period();
}
