package com.bestqi.account.registration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** How registrations are carried out. */
@ConfigMapping(prefix = "bestqi")
interface RegistrationConfig {
    /** Address of the API as the person sees it. */
    @WithName("public.url")
    String publicUrl();

    /**
     * After how long what an attempt left at the identity provider is swept: longer than a call may
     * hang there before it takes effect after all.
     */
    @WithName("registration.cut-off-after")
    @WithDefault("2M")
    Duration cutOffAfter();

    /** Where the accounts of nobody live; a country of this deployment's region. */
    @WithName("registration.synthetic-country")
    @WithDefault("DE")
    String syntheticCountry();
}
