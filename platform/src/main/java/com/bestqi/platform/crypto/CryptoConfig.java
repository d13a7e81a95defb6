package com.bestqi.platform.crypto;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;

/** The secrets of this service. None has a default: without them it does not start. */
@ConfigMapping(prefix = "bestqi")
public interface CryptoConfig {
    /**
     * The file with the master keys, which wrap the keys of the persons and are in no database:
     * {@code {"current": "<name>", "keys": {"<name>": "<32 bytes in base64>", ...}}}. It is read
     * again when it changes.
     */
    @WithName("master-keys.file")
    Path masterKeysFile();

    /** How often it is looked whether the file, or what the keys database knows, has changed. */
    @WithName("master-keys.look-every")
    @WithDefault("1S")
    Duration masterKeysLookEvery();

    /** How many keys are wrapped again at once. */
    @WithName("master-keys.chunk")
    @WithDefault("500")
    int masterKeysChunk();

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
