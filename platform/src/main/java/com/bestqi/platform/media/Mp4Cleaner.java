package com.bestqi.platform.media;

import java.util.Arrays;
import java.util.Set;

/**
 * Blanks what tells of the place, the time and the device, and leaves everything where it is, for
 * the tables of a video hold positions. A box nobody knows at the top is blanked too; nothing may
 * come behind the last.
 */
final class Mp4Cleaner {
    private static final Set<String> TOP =
            Set.of("ftyp", "moov", "mdat", "moof", "mfra", "sidx", "styp", "free", "skip", "wide");
    private static final Set<String> INSIDE =
            Set.of("moov", "trak", "mdia", "minf", "stbl", "edts");
    private static final Set<String> TELLING = Set.of("udta", "meta", "uuid", "free", "skip");
    private static final Set<String> TIMED = Set.of("mvhd", "tkhd", "mdhd");
    private static final int DEEPEST = 8;

    private final byte[] clean;
    private final Octets octets;
    private boolean moov;
    private boolean mdat;

    private Mp4Cleaner(byte[] content) {
        this.clean = content.clone();
        this.octets = new Octets(clean);
    }

    static byte[] clean(byte[] content) throws MalformedMediaException {
        var cleaner = new Mp4Cleaner(content);
        cleaner.boxes(0, content.length, 0);
        cleaner.octets.require(cleaner.moov && cleaner.mdat, "no video in it");
        return cleaner.clean;
    }

    private void boxes(int from, int end, int depth) throws MalformedMediaException {
        octets.require(depth <= DEEPEST, "boxes too deep");
        int at = from;
        while (at < end) {
            octets.requireRoom(at, 8);
            long size = octets.big32(at);
            int head = 8;
            if (size == 1) {
                size = octets.big64(at + 8);
                head = 16;
            } else if (size == 0 && depth == 0) {
                size = end - (long) at;
            }
            octets.require(size >= head && size <= end - (long) at, "a box goes beyond its end");
            int next = at + Math.toIntExact(size);
            box(at, head, next, depth);
            at = next;
        }
    }

    private void box(int at, int head, int next, int depth) throws MalformedMediaException {
        var name = octets.name(at + 4);
        moov |= depth == 0 && name.equals("moov");
        mdat |= depth == 0 && name.equals("mdat");
        if (TELLING.contains(name) || (depth == 0 && !TOP.contains(name))) {
            System.arraycopy(Media.ascii("free"), 0, clean, at + 4, 4);
            Arrays.fill(clean, at + head, next, (byte) 0);
        } else if (INSIDE.contains(name)) {
            boxes(at + head, next, depth + 1);
        } else if (TIMED.contains(name)) {
            int times = octets.octet(at + head) == 1 ? 16 : 8;
            octets.requireRoom(at + head + 4, times);
            Arrays.fill(clean, at + head + 4, at + head + 4 + times, (byte) 0);
        }
    }
}
