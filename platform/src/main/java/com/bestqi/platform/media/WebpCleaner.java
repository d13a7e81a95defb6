package com.bestqi.platform.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/** Copies the chunks that make the picture: no EXIF, no XMP, nothing behind the end. */
final class WebpCleaner {
    private static final Set<String> KEPT =
            Set.of("VP8 ", "VP8L", "VP8X", "ANIM", "ANMF", "ALPH", "ICCP");
    private static final Set<String> PICTURE = Set.of("VP8 ", "VP8L", "ANMF");
    private static final int HEAD = 12;
    private static final int EXIF_AND_XMP = 0x0c;

    private WebpCleaner() {}

    static byte[] clean(byte[] content) throws MalformedMediaException {
        var octets = new Octets(content);
        long end = 8 + octets.little32(4);
        octets.requireRoom(0, end);
        var clean = new ByteArrayOutputStream(content.length);
        clean.write(content, 0, HEAD);
        int at = HEAD;
        boolean picture = false;
        while (at < end) {
            var name = octets.name(at);
            long length = octets.little32(at + 4);
            long padded = 8 + length + length % 2;
            octets.require(at + padded <= end, "a chunk goes beyond the end");
            if (KEPT.contains(name)) {
                int from = clean.size();
                clean.write(content, at, Math.toIntExact(padded));
                if (name.equals("VP8X")) {
                    octets.require(length >= 10, "a head too short");
                    clean = cleared(clean, from + 8);
                }
            }
            picture |= PICTURE.contains(name);
            at += Math.toIntExact(padded);
        }
        octets.require(picture, "no picture in it");
        var made = clean.toByteArray();
        ByteBuffer.wrap(made).order(ByteOrder.LITTLE_ENDIAN).putInt(4, made.length - 8);
        return made;
    }

    /** Says no more that there are EXIF and XMP. */
    private static ByteArrayOutputStream cleared(ByteArrayOutputStream clean, int flags) {
        var made = clean.toByteArray();
        made[flags] &= (byte) ~EXIF_AND_XMP;
        var again = new ByteArrayOutputStream(made.length);
        again.writeBytes(made);
        return again;
    }
}
