package com.bestqi.platform.media;

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
}
