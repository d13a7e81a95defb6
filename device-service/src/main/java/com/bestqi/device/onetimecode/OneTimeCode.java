package com.bestqi.device.onetimecode;

import java.security.SecureRandom;
import java.util.Locale;

/** Codes that people pass on: 12 of 30 characters that nobody mixes up, 58 bits. */
public final class OneTimeCode {
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXZ";
    private static final int LENGTH = 12;

    private OneTimeCode() {}

    /** A new one. */
    public static String random() {
        var code = new StringBuilder(LENGTH);
        // Of the moment: one in a static field would be the same in every copy of a native image.
        new SecureRandom()
                .ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(ALPHABET::charAt)
                .forEach(code::append);
        return code.toString();
    }

    /** The one form in which equal codes are equal, however they were typed. */
    public static String normalise(String typed) {
        return typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }
}
