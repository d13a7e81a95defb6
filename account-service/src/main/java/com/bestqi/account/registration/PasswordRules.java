package com.bestqi.account.registration;

import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a password must not hold: nothing that anybody knows who knows the account. */
final class PasswordRules {
    /** A part of an address shorter than this would forbid ordinary words. */
    private static final int SHORTEST_PART = 3;

    private PasswordRules() {}

    /** Whether the password holds the address, the part before its at sign, or the user name. */
    static boolean givesAway(String password, String email, @Nullable String username) {
        var lower = password.toLowerCase(Locale.ROOT);
        var localPart = email.substring(0, email.indexOf('@'));
        return Stream.of(email, localPart, username == null ? "" : username)
                .filter(part -> part.length() >= SHORTEST_PART)
                .anyMatch(part -> lower.contains(part.toLowerCase(Locale.ROOT)));
    }
}
