package com.bestqi.platform.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * How a camera was held. It is the one thing in EXIF without which a picture looks wrong, and says
 * nothing about anybody: it is read out and written anew, alone.
 */
final class Orientation {
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int TIFF = 42;
    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY = 12;

    private Orientation() {}

    /** The orientation, 2 to 8, that an EXIF segment names; nothing for upright or unreadable. */
    static OptionalInt in(byte[] content, int from, int to) {
        var exif = ByteBuffer.wrap(content, from, to - from).slice();
        if (exif.remaining() < EXIF.length + 8
                || !exif.slice(0, EXIF.length).equals(ByteBuffer.wrap(EXIF))) {
            return OptionalInt.empty();
        }
        var tiff = exif.slice(EXIF.length, exif.remaining() - EXIF.length);
        tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = tiff.getInt(4) & 0xffffffffL;
        if (tiff.getShort(2) != TIFF || directory + 2 > tiff.limit()) {
            return OptionalInt.empty();
        }
        int entries = tiff.getShort((int) directory) & 0xffff;
        int at = (int) directory + 2;
        for (int i = 0; i < entries && at + ENTRY <= tiff.limit(); i++, at += ENTRY) {
            if ((tiff.getShort(at) & 0xffff) == TAG && tiff.getShort(at + 2) == SHORT) {
                int value = tiff.getShort(at + 8) & 0xffff;
                return value >= 2 && value <= 8 ? OptionalInt.of(value) : OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    /** A whole segment of a JPEG that says this and nothing else. */
    static byte[] segment(int orientation) {
        int length = 2 + EXIF.length + 8 + 2 + ENTRY + 4;
        return ByteBuffer.allocate(2 + length)
                .putShort((short) 0xffe1)
                .putShort((short) length)
                .put(EXIF)
                .putShort((short) 0x4d4d)
                .putShort((short) TIFF)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) TAG)
                .putShort((short) SHORT)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }
}
