package com.bestqi.dsr.peer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** Where the others are. */
@ConfigMapping(prefix = "bestqi")
interface PeerConfig {
    /** account-service. */
    @WithName("account.url")
    String accountUrl();

    /** device-service. */
    @WithName("device.url")
    String deviceUrl();

    /** consent-service. */
    @WithName("consent.url")
    String consentUrl();

    /** notification-service. */
    @WithName("notification.url")
    String notificationUrl();

    /** How long a service may take to begin its answer. */
    @WithName("peer.answer-timeout")
    @WithDefault("PT30S")
    Duration answerTimeout();

    /** How long a stream may stand still before it is given up. */
    @WithName("peer.stall-timeout")
    @WithDefault("PT30S")
    Duration stallTimeout();
}
