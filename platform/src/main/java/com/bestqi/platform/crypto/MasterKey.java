package com.bestqi.platform.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.PrfHmacJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Wraps the keys of persons; what it wraps opens for the same person only. Never shows itself. */
final class MasterKey {
    static final int BYTES = 32;

    private final String id;
    private final Aead aead;
    private final byte[] fingerprint;

    MasterKey(String id, byte[] key) {
        try {
            this.id = id;
            this.aead = new AesGcmJce(key);
            this.fingerprint =
                    new PrfHmacJce("HMACSHA256", new SecretKeySpec(key, "HMAC"))
                            .compute("master key".getBytes(StandardCharsets.UTF_8), BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("not a master key of 32 bytes", e);
        }
    }

    String id() {
        return id;
    }

    /** Tells this key from others, and gives nothing of it away. */
    byte[] fingerprint() {
        return fingerprint.clone();
    }

    /**
     * Whether the fingerprint that somebody kept is that of this key; unknown ones are believed.
     */
    boolean is(byte @Nullable [] kept) {
        return kept == null || Arrays.equals(kept, fingerprint);
    }

    byte[] wrap(UUID subjectId, byte[] key) {
        try {
            return aead.encrypt(key, binding(subjectId));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot wrap a person's key", e);
        }
    }

    byte[] unwrap(UUID subjectId, byte[] wrapped) throws GeneralSecurityException {
        return aead.decrypt(wrapped, binding(subjectId));
    }

    private static byte[] binding(UUID subjectId) {
        return ("key/" + subjectId).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "master key " + id;
    }
}
