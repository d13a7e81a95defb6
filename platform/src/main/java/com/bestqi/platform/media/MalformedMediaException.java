package com.bestqi.platform.media;

/** These bytes are no picture or video that is taken. */
public final class MalformedMediaException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong, in words without content. */
    public MalformedMediaException(String what) {
        super(what, null, false, false);
    }
}
