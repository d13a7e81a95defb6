package com.bestqi.platform.media;

import java.io.ByteArrayOutputStream;
import java.util.Set;
import java.util.zip.CRC32;

/** Copies the chunks that make the picture: no texts, no EXIF, no time, nothing behind the end. */
final class PngCleaner {
    static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private static final Set<String> KEPT =
            Set.of(
                    "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT",
                    "bKGD", "pHYs", "acTL", "fcTL", "fdAT");
    private static final int AROUND = 12;

    private PngCleaner() {}

    static byte[] clean(byte[] content) throws MalformedMediaException {
        var octets = new Octets(content);
        var clean = new ByteArrayOutputStream(content.length);
        clean.writeBytes(SIGNATURE);
        int at = SIGNATURE.length;
        boolean data = false;
        while (true) {
            long length = octets.big32(at);
            octets.requireRoom(at, AROUND + length);
            var name = octets.name(at + 4);
            int size = AROUND + Math.toIntExact(length);
            octets.require(
                    (at == SIGNATURE.length) == name.equals("IHDR"), "it does not begin as one");
            var crc = new CRC32();
            crc.update(content, at + 4, size - 8);
            octets.require(crc.getValue() == octets.big32(at + size - 4), "a chunk is damaged");
            if (KEPT.contains(name)) {
                clean.write(content, at, size);
            } else {
                octets.require(Character.isLowerCase(name.charAt(0)), "a chunk nobody knows");
            }
            data |= name.equals("IDAT");
            at += size;
            if (name.equals("IEND")) {
                octets.require(data, "no picture in it");
                return clean.toByteArray();
            }
        }
    }
}
