package com.bestqi.probe;

import com.bestqi.platform.crypto.CryptoConfig;
import java.nio.file.Path;
import java.time.Duration;

/** The settings of another replica: with its own copy of the file, and without a memory. */
record MasterKeySettings(Path masterKeysFile) implements CryptoConfig {
    @Override
    public Duration masterKeysLookEvery() {
        return Duration.ofHours(1);
    }

    @Override
    public int masterKeysChunk() {
        return 1;
    }

    @Override
    public String indexKey() {
        throw new UnsupportedOperationException("master keys need no other secret");
    }

    @Override
    public String signingKey() {
        throw new UnsupportedOperationException("master keys need no other secret");
    }

    @Override
    public String jwksUrl() {
        throw new UnsupportedOperationException("master keys need no other secret");
    }

    @Override
    public Duration keyCacheLife() {
        return Duration.ZERO;
    }

    @Override
    public int keyCacheSize() {
        return 0;
    }
}
