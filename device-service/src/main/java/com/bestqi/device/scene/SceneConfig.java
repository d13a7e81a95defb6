package com.bestqi.device.scene;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How scenes that start each other are stopped, and how late they still start. */
@ConfigMapping(prefix = "bestqi.scene")
interface SceneConfig {
    /** A scene runs so often within the window; what comes beyond is stopped. */
    @WithDefault("10")
    int mostRuns();

    /** The window that runs are counted in. */
    @WithDefault("PT10M")
    Duration window();

    /** What happened longer ago than this starts nothing any more. */
    @WithDefault("PT5M")
    Duration latest();
}
