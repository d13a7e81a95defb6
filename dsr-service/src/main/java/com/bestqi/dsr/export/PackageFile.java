package com.bestqi.dsr.export;

import com.bestqi.platform.proof.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The ZIP of a copy. Names are made of words that no service can choose freely, so that none leads
 * out of the folder; times are fixed, so that the same data make the same file.
 */
final class PackageFile {
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final Pattern SAFE =
            Pattern.compile("([a-z][a-z0-9_-]{0,62}/){0,3}[a-z][a-z0-9_-]{0,62}\\.[a-z]{3,5}");

    private final ZipOutputStream zip;
    private final Map<String, String> digests = new TreeMap<>();
    private String open = "";
    private MessageDigest digest = Sha256.digest();

    PackageFile(OutputStream out) {
        zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.setLevel(Deflater.BEST_SPEED);
    }

    /** Begins a file; the one before must have ended. */
    OutputStream begin(String name) throws IOException {
        if (!SAFE.matcher(name).matches()) {
            throw new IllegalStateException("no name for a file of a copy");
        }
        var entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        open = name;
        digest = Sha256.digest();
        return new DigestOutputStream(zip, digest);
    }

    void end() throws IOException {
        zip.closeEntry();
        digests.put(open, HexFormat.of().formatHex(digest.digest()));
    }

    void add(String name, String text) throws IOException {
        begin(name).write(text.getBytes(StandardCharsets.UTF_8));
        end();
    }

    /** SHA-256 of every file so far. */
    Map<String, String> digests() {
        return digests;
    }

    void finish() throws IOException {
        zip.finish();
    }
}
