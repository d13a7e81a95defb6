package com.bestqi.consent.disclosure;

/** Something was disclosed that the register of recipients does not cover. */
final class UncoveredDisclosureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UncoveredDisclosureException(String message) {
        super(message);
    }
}
