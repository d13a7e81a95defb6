package com.bestqi.platform.media;

import java.util.Arrays;
import java.util.Optional;

/** What is taken. */
public enum MediaType {
    /** A photo. */
    JPEG("image/jpeg"),
    /** A picture without loss. */
    PNG("image/png"),
    /** A picture. */
    WEBP("image/webp"),
    /** A video, also as QuickTime. */
    MP4("video/mp4");

    private final String contentType;

    MediaType(String contentType) {
        this.contentType = contentType;
    }

    /** For the header. */
    public String contentType() {
        return contentType;
    }

    /** What it says it is by its first bytes, which may still be broken behind them. */
    public static Optional<MediaType> of(byte[] content) {
        if (starts(content, 0, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff})) {
            return Optional.of(JPEG);
        }
        if (starts(content, 0, PngCleaner.SIGNATURE)) {
            return Optional.of(PNG);
        }
        if (starts(content, 0, Media.ascii("RIFF")) && starts(content, 8, Media.ascii("WEBP"))) {
            return Optional.of(WEBP);
        }
        return starts(content, 4, Media.ascii("ftyp")) ? Optional.of(MP4) : Optional.empty();
    }

    private static boolean starts(byte[] content, int at, byte[] with) {
        return content.length >= at + with.length
                && Arrays.equals(content, at, at + with.length, with, 0, with.length);
    }
}
