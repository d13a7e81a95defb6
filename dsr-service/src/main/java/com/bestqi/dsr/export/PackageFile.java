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
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * The ZIP of a copy. Names are made of words that no service can choose freely, so that none leads
 * out of the folder; times are fixed, so that the same data make the same file. Several files can
 * be written side by side: each is compressed as it comes, and joins the ZIP when it is whole.
 */
final class PackageFile {
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final int BUFFER = 64 * 1024;
    private static final Pattern SAFE =
            Pattern.compile("([a-z][a-z0-9_-]{0,62}/){0,3}[a-z][a-z0-9_-]{0,62}\\.[a-z]{3,5}");

    private final ZipArchiveOutputStream zip;
    private final Map<String, String> digests = new TreeMap<>();

    PackageFile(OutputStream out) {
        zip = new ZipArchiveOutputStream(out);
    }

    /** Begins a file. */
    Entry begin(String name) {
        if (!SAFE.matcher(name).matches()) {
            throw new IllegalStateException("no name for a file of a copy");
        }
        return new Entry(name);
    }

    /** A file that is written. Closed before it joined, it is thrown away. */
    final class Entry extends OutputStream {
        private final String name;
        private final Spool spool = new Spool();
        private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        private final CRC32 crc = new CRC32();
        private final MessageDigest digest = Sha256.digest();
        private final DeflaterOutputStream deflated =
                new DeflaterOutputStream(spool, deflater, BUFFER);
        private final OutputStream out =
                new CheckedOutputStream(new DigestOutputStream(deflated, digest), crc);
        private final byte[] buffer = new byte[BUFFER];
        private int filled;
        private long size;

        private Entry(String name) {
            this.name = name;
        }

        @Override
        public void write(int octet) throws IOException {
            makeRoom(1);
            buffer[filled++] = (byte) octet;
            size++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            size += length;
            if (length >= BUFFER) {
                makeRoom(BUFFER);
                out.write(bytes, offset, length);
                return;
            }
            makeRoom(length);
            System.arraycopy(bytes, offset, buffer, filled, length);
            filled += length;
        }

        /** A plain buffer: that of the library takes a lock for every cell of millions of rows. */
        private void makeRoom(int bytes) throws IOException {
            if (filled + bytes > BUFFER) {
                out.write(buffer, 0, filled);
                filled = 0;
            }
        }

        /** The file is whole: it joins the ZIP, and nothing can be written to it any more. */
        void join() throws IOException {
            makeRoom(BUFFER);
            deflated.finish();
            var entry = new ZipArchiveEntry(name);
            entry.setTimeLocal(NO_TIME);
            entry.setMethod(ZipEntry.DEFLATED);
            entry.setSize(size);
            entry.setCompressedSize(spool.size());
            entry.setCrc(crc.getValue());
            try (var compressed = spool.read()) {
                zip.addRawArchiveEntry(entry, compressed);
            }
            digests.put(name, HexFormat.of().formatHex(digest.digest()));
        }

        @Override
        public void close() throws IOException {
            deflater.end();
            spool.close();
        }
    }

    void add(String name, String text) throws IOException {
        try (var entry = begin(name)) {
            entry.write(text.getBytes(StandardCharsets.UTF_8));
            entry.join();
        }
    }

    /** SHA-256 of every file so far. */
    Map<String, String> digests() {
        return digests;
    }

    void finish() throws IOException {
        zip.finish();
    }
}
