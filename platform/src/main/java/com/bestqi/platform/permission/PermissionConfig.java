package com.bestqi.platform.permission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where decisions about staff come from. */
@ConfigMapping(prefix = "bestqi.permission")
public interface PermissionConfig {
    /** The token endpoint of the realm. */
    String url();

    /** The client whose resources, scopes and policies decide. */
    @WithDefault("bestqi-staff")
    String audience();

    /** How long to wait for a connection. */
    @WithDefault("PT2S")
    Duration connectTimeout();

    /** How long to wait for the answer. */
    @WithDefault("PT3S")
    Duration timeout();
}
