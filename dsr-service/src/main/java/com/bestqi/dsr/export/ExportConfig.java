package com.bestqi.dsr.export;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How copies are made. */
@ConfigMapping(prefix = "bestqi.export")
interface ExportConfig {
    /** How many are made at once by one replica. */
    @WithDefault("2")
    int atOnce();
}
