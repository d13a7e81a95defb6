package com.bestqi.device.pairing;

import java.security.SecureRandom;
import java.util.Locale;

/** The codes that tie a claim to a pairing: 12 of 30 characters that nobody mixes up, 58 bits. */
final class PairingCode {
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXZ";
    private static final int LENGTH = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PairingCode() {}

    static String random() {
        var code = new StringBuilder(LENGTH);
        RANDOM.ints(LENGTH, 0, ALPHABET.length()).mapToObj(ALPHABET::charAt).forEach(code::append);
        return code.toString();
    }

    /** The one form in which equal codes are equal, however they were typed. */
    static String normalise(String typed) {
        return typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }
}
