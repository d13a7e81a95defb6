package com.bestqi.endtoend.client;

import org.jspecify.annotations.Nullable;

/** The suite did not answer as {@code api.md} promises. */
public final class UnexpectedAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 600;

    UnexpectedAnswer(Answer answer, String wanted, @Nullable Throwable cause) {
        super(
                "%s answered %d, expected %s: %s"
                        .formatted(
                                answer.call(),
                                answer.status(),
                                wanted,
                                answer.body()
                                        .substring(0, Math.min(SHOWN, answer.body().length()))),
                cause);
    }

    /** No answer at all. */
    public UnexpectedAnswer(String call, Throwable cause) {
        super(call + " got no answer: " + cause, cause);
    }
}
