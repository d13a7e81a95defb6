package com.bestqi.device.smartdevice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How devices prove themselves and when they count as online. */
@ConfigMapping(prefix = "bestqi.smart-device")
interface SmartDeviceConfig {
    /** A device is online when it was heard of within this time. */
    @WithDefault("PT5M")
    Duration onlineWithin();

    /** How exact the time of the last traffic is kept; a row is not rewritten for every post. */
    @WithDefault("PT30S")
    Duration seenEvery();

    /** How long a device token is good. */
    @WithDefault("PT24H")
    Duration tokenLife();

    /** How long after its end a token may still be changed for a new one. */
    @WithDefault("P30D")
    Duration renewalWithin();
}
