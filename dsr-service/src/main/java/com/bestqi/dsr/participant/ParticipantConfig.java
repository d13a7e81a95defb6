package com.bestqi.dsr.participant;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** Who takes part. */
@ConfigMapping(prefix = "bestqi.participant")
interface ParticipantConfig {
    /** Those who must answer besides this service, whether they ever registered or not. */
    @WithDefault("account,device,consent,notification")
    List<String> expected();

    /** After how long without a sign of life a participant counts as silent. */
    @WithDefault("PT2M")
    Duration silentAfter();
}
