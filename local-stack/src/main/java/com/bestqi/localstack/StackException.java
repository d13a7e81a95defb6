package com.bestqi.localstack;

/**
 * The stack or one of its parts cannot start or go on; the message is one line for the person who
 * ran it.
 */
public final class StackException extends RuntimeException {
    /** Says in one line what is wrong. */
    public StackException(String message) {
        super(message);
    }

    /** Says in one line what is wrong, and keeps what led to it. */
    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
