package com.bestqi.images;

/** What keeps an image from being made, in words for whoever asked for it. */
final class ImagesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ImagesException(String message) {
        super(message);
    }

    ImagesException(String message, Throwable cause) {
        super(message, cause);
    }
}
