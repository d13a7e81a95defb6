package com.bestqi.platform.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.subtle.PrfHmacJce;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed hash of a confidential value, for finding and for uniqueness without decrypting (I-9). Only
 * equality can be asked; without the key nothing can be tried out.
 */
@ApplicationScoped
public class BlindIndex {
    private static final int BYTES = 32;

    private final PrfHmacJce prf;

    /** Takes the index key from the configuration. */
    public BlindIndex(CryptoConfig config) {
        try {
            var key = new SecretKeySpec(Base64.getDecoder().decode(config.indexKey()), "HMAC");
            this.prf = new PrfHmacJce("HMACSHA256", key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("not an index key of 32 bytes", e);
        }
    }

    /**
     * The index of a value.
     *
     * @param field sets values of different fields apart, for instance {@code account.email}
     * @param normalised the value in the one form in which equal values are equal
     */
    public byte[] of(String field, String normalised) {
        try {
            return prf.compute((field + "\n" + normalised).getBytes(UTF_8), BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot index " + field, e);
        }
    }
}
