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

    /** After how long an attempt counts as cut off; longer than any attempt can take. */
    @WithName("registration.cut-off-after")
    @WithDefault("2M")
    Duration cutOffAfter();

    /** Where the accounts of nobody live; a country of this deployment's region. */
    @WithName("registration.synthetic-country")
    @WithDefault("DE")
    String syntheticCountry();
}
