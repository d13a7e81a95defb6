package com.bestqi.account.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.platform.crypto.BlindIndex;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The one form in which addresses and user names are compared: lower case, as a keyed hash. */
public final class Lookup {
    private Lookup() {}

    /** The index of an address. */
    public static byte[] email(BlindIndex index, String email) {
        return index.of("account.email", email.toLowerCase(Locale.ROOT));
    }

    /** The index of a user name, if there is one. */
    public static byte @Nullable [] username(BlindIndex index, @Nullable String username) {
        return username == null
                ? null
                : index.of("account.username", username.toLowerCase(Locale.ROOT));
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
