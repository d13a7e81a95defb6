package com.bestqi.dsr.export;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a file of a copy until it is whole. What is much lies on the disk, as ciphertext under a
 * key that is nowhere but in memory: a crash leaves nothing that opens.
 */
final class Spool extends OutputStream {
    private static final int IN_MEMORY = 512 * 1024;
    private static final int BUFFER = 64 * 1024;
    private static final int KEY_BYTES = 16;

    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private final byte[] key = new byte[KEY_BYTES];
    private final byte[] start = new byte[KEY_BYTES];
    private @Nullable Path file;
    private @Nullable OutputStream toFile;
    private long size;

    Spool() {
        var random = new SecureRandom();
        random.nextBytes(key);
        random.nextBytes(start);
    }

    /** Bytes written so far. */
    long size() {
        return size;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        var out = toFile;
        if (out == null && memory.size() + length > IN_MEMORY) {
            out = spill();
        }
        (out == null ? memory : out).write(buffer, offset, length);
        size += length;
    }

    private OutputStream spill() throws IOException {
        var made = Files.createTempFile("export", ".spool");
        file = made;
        var out =
                new BufferedOutputStream(
                        new CipherOutputStream(
                                Files.newOutputStream(made), cipher(Cipher.ENCRYPT_MODE)),
                        BUFFER);
        memory.writeTo(out);
        memory.reset();
        toFile = out;
        return out;
    }

    private Cipher cipher(int mode) throws IOException {
        try {
            var cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IOException("every Java has AES", e);
        }
    }

    /** All that was written; nothing can be written after it. */
    InputStream read() throws IOException {
        var made = file;
        var out = toFile;
        if (made == null || out == null) {
            return new ByteArrayInputStream(memory.toByteArray());
        }
        out.close();
        return new CipherInputStream(Files.newInputStream(made), cipher(Cipher.DECRYPT_MODE));
    }

    @Override
    public void close() throws IOException {
        var made = file;
        var out = toFile;
        if (made != null && out != null) {
            try {
                out.close();
            } finally {
                Files.deleteIfExists(made);
            }
        }
    }
}
