package com.bestqi.dsr.opendsr;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How other controllers are dealt with. */
@ConfigMapping(prefix = "bestqi")
interface OpenDsrConfig {
    /** Where the suite is reached from outside; its host is the processor's domain. */
    @WithName("public.url")
    String publicUrl();

    /**
     * The private key that answers are signed with, PKCS 8 as PEM; without it there is no OpenDSR.
     */
    @WithName("opendsr.key")
    Optional<String> key();

    /** Its certificate and those it rests on, as PEM; issued for the host of the public address. */
    @WithName("opendsr.certificate")
    Optional<String> certificate();

    /** Who may be called back where: {@code <client id>=<address>}, as often as needed. */
    @WithName("opendsr.callbacks")
    Optional<List<String>> callbacks();

    /** How long a person may take to show that it is they who ask. */
    @WithName("opendsr.wait-for-person")
    @WithDefault("PT1H")
    Duration waitForPerson();

    /** How many requests one controller may hand in within an hour. */
    @WithName("opendsr.requests-an-hour")
    @WithDefault("1000")
    int requestsAnHour();

    /** How often a callback is tried; with the pauses between, about half a day. */
    @WithName("opendsr.callback-max-tries")
    @WithDefault("20")
    int callbackMaxTries();
}
