package com.bestqi.platform.crypto;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** The secrets of this service. None has a default: without them it does not start. */
@ConfigMapping(prefix = "bestqi")
public interface CryptoConfig {
    /** 32 bytes in base64 that wrap the keys of the persons; never in a database. */
    @WithName("master.key")
    String masterKey();

    /** Name of the master key, kept beside every key it wraps. */
    @WithName("master.key.id")
    String masterKeyId();

    /** 32 bytes in base64 for the keyed look-up of confidential fields. */
    @WithName("index.key")
    String indexKey();

    /** The service's private ES256 key as a JWK with key id. */
    @WithName("signing.key")
    String signingKey();

    /** Where the identity provider publishes its keys. */
    @WithName("jwks.url")
    String jwksUrl();

    /** How long an unwrapped key may stay in memory. */
    @WithName("key-cache.life")
    @WithDefault("60S")
    Duration keyCacheLife();

    /** How many unwrapped keys may stay in memory. */
    @WithName("key-cache.size")
    @WithDefault("20000")
    int keyCacheSize();
}
