package com.bestqi.device.smartdevice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How devices prove themselves and when they count as online. */
@ConfigMapping(prefix = "bestqi.smart-device")
interface SmartDeviceConfig {
    /** A device is online when it was heard of within this time. */
    @WithDefault("PT5M")
    Duration onlineWithin();

    /** How exact the time of the last traffic is kept; a row is not rewritten for every post. */
    @WithDefault("PT30S")
    Duration seenEvery();

    /** The newest firmware of types of devices: {@code thermostat=1.9.0,robot-cleaner=2.1}. */
    Optional<List<String>> newestFirmware();

    /** How long a device token is good. */
    @WithDefault("PT24H")
    Duration tokenLife();

    /** How long after its end a token may still be changed for a new one. */
    @WithDefault("P30D")
    Duration renewalWithin();
}
