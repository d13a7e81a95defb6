package com.bestqi.endtoend;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A compact JWS with one byte changed, at places spread over all its parts. */
final class ChangedBytes {
    private static final int PLACES = 60;

    private ChangedBytes() {}

    static List<String> of(String compact) {
        var changed = new ArrayList<String>();
        var parts = compact.split("\\.");
        for (int part = 0; part < parts.length; part++) {
            var bytes = Base64.getUrlDecoder().decode(parts[part]);
            for (int i = 0; i < bytes.length; i += Math.max(1, bytes.length / PLACES)) {
                var copy = bytes.clone();
                copy[i] ^= 1;
                var other = parts.clone();
                other[part] = Base64.getUrlEncoder().withoutPadding().encodeToString(copy);
                changed.add(String.join(".", other));
            }
        }
        return changed;
    }
}
