package com.bestqi.endtoend.inspection;

/** Something behind the scenes cannot be read. */
public final class InspectionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InspectionException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
