package com.bestqi.endtoend.story;

/** Something is not as it must be. */
public final class BrokenPromise extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what was promised and what is found instead. */
    public BrokenPromise(String message) {
        super(message);
    }

    /** Fails unless {@code kept}. */
    public static void unless(boolean kept, String message) {
        if (!kept) {
            throw new BrokenPromise(message);
        }
    }
}
