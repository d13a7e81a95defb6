package com.bestqi.platform.media;

import java.io.ByteArrayOutputStream;

/**
 * Copies the segments that make the picture: no application data but JFIF, the colour profile and
 * Adobe's colour transform, no comments, nothing behind the end. Of EXIF only the orientation is
 * written again, for a turned picture would lie on its side.
 */
final class JpegCleaner {
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int COM = 0xfe;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP2 = 0xe2;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int RST0 = 0xd0;
    private static final int RST7 = 0xd7;

    private final byte[] content;
    private final Octets octets;
    private final ByteArrayOutputStream clean;
    private boolean turned;
    private boolean frame;
    private boolean scan;

    private JpegCleaner(byte[] content) {
        this.content = content;
        this.octets = new Octets(content);
        this.clean = new ByteArrayOutputStream(content.length);
    }

    static byte[] clean(byte[] content) throws MalformedMediaException {
        return new JpegCleaner(content).run();
    }

    private byte[] run() throws MalformedMediaException {
        clean.write(0xff);
        clean.write(SOI);
        int at = 2;
        while (true) {
            octets.require(octets.octet(at) == 0xff, "no marker where one belongs");
            int marker = octets.octet(at + 1);
            if (marker == 0xff) {
                at++;
                continue;
            }
            if (marker == EOI) {
                octets.require(frame && scan, "no picture in it");
                clean.write(0xff);
                clean.write(EOI);
                return clean.toByteArray();
            }
            at = segment(at, marker);
        }
    }

    private int segment(int at, int marker) throws MalformedMediaException {
        octets.require(marker >= 0xc0 && (marker < RST0 || marker > SOI), "a marker out of place");
        int length = octets.big16(at + 2);
        octets.require(length >= 2, "a segment without length");
        octets.requireRoom(at + 2, length);
        int next = at + 2 + length;
        boolean startOfFrame =
                marker >= 0xc0
                        && marker <= 0xcf
                        && marker != 0xc4
                        && marker != 0xc8
                        && marker != 0xcc;
        frame |= startOfFrame;
        if (kept(marker)) {
            clean.write(content, at, next - at);
        } else if (marker == APP1 && !turned) {
            Orientation.in(content, at + 4, next)
                    .ifPresent(found -> {
                        turned = true;
                        clean.writeBytes(Orientation.segment(found));
                    });
        }
        if (marker != SOS) {
            return next;
        }
        octets.require(frame, "a scan before its frame");
        scan = true;
        int end = endOfScan(next);
        clean.write(content, next, end - next);
        return end;
    }

    private static boolean kept(int marker) {
        boolean application = marker >= APP0 && marker <= APP15;
        return marker != COM
                && (!application || marker == APP0 || marker == APP2 || marker == APP14);
    }

    /** Where the entropy-coded data ends: at the next marker that is none of its own. */
    private int endOfScan(int from) throws MalformedMediaException {
        int at = from;
        while (true) {
            octets.requireRoom(at, 2);
            if (content[at] == (byte) 0xff) {
                int marker = content[at + 1] & 0xff;
                if (marker != 0 && marker != 0xff && (marker < RST0 || marker > RST7)) {
                    return at;
                }
            }
            at++;
        }
    }
}
