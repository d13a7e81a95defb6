package com.bestqi.dsr.transfer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** How copies are handed over. */
@ConfigMapping(prefix = "bestqi")
interface TransferConfig {
    /** Where the suite is reached from outside; starts the link. */
    @WithName("public.url")
    String publicUrl();

    /** How long a link works; never longer than the copy is kept. */
    @WithName("transfer.valid-for")
    @WithDefault("PT24H")
    Duration validFor();
}
