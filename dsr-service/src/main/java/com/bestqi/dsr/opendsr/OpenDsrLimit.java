package com.bestqi.dsr.opendsr;

import com.bestqi.platform.web.Tally;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** How much one controller may hand in. */
@ApplicationScoped
class OpenDsrLimit {
    private final Tally controllers;

    OpenDsrLimit(OpenDsrConfig config, Clock clock) {
        this.controllers = new Tally(config.requestsAnHour(), Duration.ofHours(1), clock);
    }

    /** Counts a request; throws 429 when there were too many. */
    void take(UUID controllerId) {
        controllers.take(controllerId.toString(), "Too many requests; go on later.");
    }
}
