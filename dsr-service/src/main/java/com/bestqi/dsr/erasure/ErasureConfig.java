package com.bestqi.dsr.erasure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How erasures are conducted. */
@ConfigMapping(prefix = "bestqi.erasure")
public interface ErasureConfig {
    /** How long a confirmed deletion waits before anything is erased. */
    @WithDefault("PT0S")
    Duration coolOffAfter();

    /**
     * How long account-service is asked for the address before the erasure goes on without. Nothing
     * is erased before; the account is closed already, and without an address nobody is told.
     */
    @WithDefault("PT1H")
    Duration contactGiveUpAfter();

    /**
     * How often the mail with the certificate is tried before the case ends without it; with the
     * pauses between, some fifty-five minutes. All that is left of the person is this address.
     */
    @WithDefault("60")
    int mailMaxTries();

    /**
     * How long participants may be silent before the directive is sent again; doubles each time.
     */
    @WithDefault("PT30S")
    Duration resendAfter();

    /** The longest pause between two such reminders. */
    @WithDefault("PT1H")
    Duration resendAtMost();

    /** After how long an erasure that lacks answers is called out as a failure to be looked at. */
    @WithDefault("PT1H")
    Duration escalateAfter();

    /** How many cases are worked on at once; each may hold a database connection. */
    @WithDefault("8")
    int workers();
}
