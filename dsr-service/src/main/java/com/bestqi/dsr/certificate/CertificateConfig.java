package com.bestqi.dsr.certificate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;

/** What certificates need from outside. */
@ConfigMapping(prefix = "bestqi")
interface CertificateConfig {
    /** The public keys of all participants as a JWK set. */
    @WithName("participant.keys")
    String participantKeys();

    /** Where the suite is reached from outside; names the issuer and starts the status link. */
    @WithName("public.url")
    String publicUrl();
}
