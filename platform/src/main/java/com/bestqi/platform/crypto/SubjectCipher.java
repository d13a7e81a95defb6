package com.bestqi.platform.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import java.security.GeneralSecurityException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts and decrypts one person's fields (SE-4). A ciphertext is bound to the person and to its
 * column: moved elsewhere it does not open.
 */
public final class SubjectCipher {
    private final UUID subjectId;
    private final Aead aead;
    private final byte[] pseudonym;

    SubjectCipher(UUID subjectId, Aead aead, byte[] pseudonym) {
        this.subjectId = subjectId;
        this.aead = aead;
        this.pseudonym = pseudonym;
    }

    /** Stands for the person as long as their key lives; without it nobody can make it again. */
    byte[] pseudonym() {
        return pseudonym.clone();
    }

    /** Encrypts a text for a column, named {@code table.column}; null stays null. */
    public byte @Nullable [] encrypt(String column, @Nullable String text) {
        return text == null ? null : encryptBytes(column, text.getBytes(UTF_8));
    }

    /** Encrypts bytes for a column, named {@code table.column}. */
    public byte[] encryptBytes(String column, byte[] plain) {
        try {
            return aead.encrypt(plain, binding(column));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt " + column, e);
        }
    }

    /** Decrypts a text from a column; null stays null. */
    public @Nullable String decrypt(String column, byte @Nullable [] ciphertext) {
        return ciphertext == null ? null : new String(decryptBytes(column, ciphertext), UTF_8);
    }

    /** Decrypts bytes from a column. */
    public byte[] decryptBytes(String column, byte[] ciphertext) {
        try {
            return aead.decrypt(ciphertext, binding(column));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot decrypt " + column, e);
        }
    }

    private byte[] binding(String column) {
        return (subjectId + "/" + column).getBytes(UTF_8);
    }
}
