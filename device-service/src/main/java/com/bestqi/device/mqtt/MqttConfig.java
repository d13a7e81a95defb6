package com.bestqi.device.mqtt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where devices connect by MQTT, and how many and how much at once. */
@ConfigMapping(prefix = "bestqi.mqtt")
interface MqttConfig {
    /** The port; 0 takes a free one. */
    @WithDefault("18830")
    int port();

    /** The address it listens on. */
    @WithDefault("0.0.0.0")
    String host();

    /** A file with the certificate chain (PEM), where TLS does not end before (SE-2). */
    Optional<String> certificateFile();

    /** A file with the certificate's key (PEM). */
    Optional<String> keyFile();

    /** Devices that a replica serves at once. */
    @WithDefault("10000")
    int mostConnections();

    /** Connections that have not said who they are at once. */
    @WithDefault("1000")
    int mostStrangers();

    /** How long a connection may take to say who it is; whole seconds. */
    @WithDefault("PT10S")
    Duration connectWithin();

    /** Messages that a device may have under way, which it is told when it connects. */
    @WithDefault("8")
    int mostUnderWay();

    /** Messages that a replica works on at once, so that they leave the database to others too. */
    @WithDefault("8")
    int mostAtOnce();

    /**
     * Bytes of messages that a replica holds at once; a device that comes with more is sent away.
     */
    @WithDefault("67108864")
    long mostBytes();

    /** How often it is asked whether another replica was given a command for a device. */
    @WithDefault("PT1S")
    Duration lookEvery();

    /** How often the token of a device that stays connected is looked at. */
    @WithDefault("PT1M")
    Duration checkEvery();
}
