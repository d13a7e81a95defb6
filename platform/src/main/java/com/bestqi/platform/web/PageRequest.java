package com.bestqi.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.platform.problem.ProblemException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks of a list: {@code ?limit=} (default 50, at most 200) and {@code ?cursor=}.
 *
 * @param position where to go on, as the list wrote it, or null at the start
 */
public record PageRequest(int limit, @Nullable String position) {
    private static final int DEFAULT = 50;
    private static final int MOST = 200;

    /** Reads both query parameters; throws 400 when one is not valid. */
    public static PageRequest of(@Nullable String limit, @Nullable String cursor) {
        return new PageRequest(limit == null ? DEFAULT : parse(limit), decode(cursor));
    }

    private static int parse(String limit) {
        // At most three digits, so that it always is an int.
        int number = limit.matches("[0-9]{1,3}") ? Integer.parseInt(limit) : 0;
        if (number < 1 || number > MOST) {
            throw ProblemException.invalid("limit", "must be a whole number from 1 to " + MOST);
        }
        return number;
    }

    private static @Nullable String decode(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
        } catch (IllegalArgumentException e) {
            throw badCursor();
        }
    }

    /** The 400 for a cursor that no list of ours wrote. */
    public static ProblemException badCursor() {
        return ProblemException.invalid("cursor", "is not one that this list gave out");
    }

    /** Where to go on, if not at the start. */
    public Optional<String> from() {
        return Optional.ofNullable(position);
    }

    static String encode(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(UTF_8));
    }
}
