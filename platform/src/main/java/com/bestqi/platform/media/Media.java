package com.bestqi.platform.media;

import java.nio.charset.StandardCharsets;

/**
 * A picture or video, checked and cleaned.
 *
 * @param content without metadata; not copied
 */
public record Media(MediaType type, byte[] content) {

    /** Checks and cleans; throws for what is none, is broken, or is two things at once. */
    public static Media clean(byte[] content) throws MalformedMediaException {
        var type =
                MediaType.of(content)
                        .orElseThrow(() ->
                                new MalformedMediaException("no picture or video that is taken"));
        return new Media(
                type,
                switch (type) {
                    case JPEG -> JpegCleaner.clean(content);
                    case PNG -> PngCleaner.clean(content);
                    case WEBP -> WebpCleaner.clean(content);
                    case MP4 -> Mp4Cleaner.clean(content);
                });
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "Media[" + type + "]";
    }
}
