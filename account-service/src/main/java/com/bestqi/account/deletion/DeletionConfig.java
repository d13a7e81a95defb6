package com.bestqi.account.deletion;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Period;

/** How deletions are promised. */
@ConfigMapping(prefix = "bestqi")
interface DeletionConfig {
    /** Address of the API as the person sees it. */
    @WithName("public.url")
    String publicUrl();

    /** By when a request is answered (RI-8). */
    @WithName("deletion.due-after")
    @WithDefault("P30D")
    Period deletionDueAfter();
}
