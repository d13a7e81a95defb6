package com.bestqi.platform.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A picture or video, checked and cleaned.
 *
 * @param content without metadata; not copied
 */
public record Media(MediaType type, byte[] content) {

    /** Checks and cleans; throws for what is none, is broken, or is two things at once. */
    public static Media clean(byte[] content) throws MalformedMediaException {
        if (starts(content, 0, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff})) {
            return new Media(MediaType.JPEG, JpegCleaner.clean(content));
        }
        if (starts(content, 0, PngCleaner.SIGNATURE)) {
            return new Media(MediaType.PNG, PngCleaner.clean(content));
        }
        if (starts(content, 0, ascii("RIFF")) && starts(content, 8, ascii("WEBP"))) {
            return new Media(MediaType.WEBP, WebpCleaner.clean(content));
        }
        if (starts(content, 4, ascii("ftyp"))) {
            return new Media(MediaType.MP4, Mp4Cleaner.clean(content));
        }
        throw new MalformedMediaException("no picture or video that is taken");
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean starts(byte[] content, int at, byte[] with) {
        return content.length >= at + with.length
                && Arrays.equals(content, at, at + with.length, with, 0, with.length);
    }

    @Override
    public String toString() {
        return "Media[" + type + "]";
    }
}
