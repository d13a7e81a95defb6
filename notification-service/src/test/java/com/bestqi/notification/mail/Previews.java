package com.bestqi.notification.mail;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Letters as they are laid out, for those who look at all of them. */
public final class Previews {
    private Previews() {}

    /** A letter as HTML. */
    public static String html(Letter letter) {
        return LetterLayout.html(letter).render();
    }

    /** The same as text. */
    public static String text(Letter letter) {
        return LetterLayout.text(letter).render();
    }

    /** Those that are sent at once and kept nowhere, by name. */
    public static Map<String, Letter> sentAtOnce(String language) {
        var letters = new LinkedHashMap<String, Letter>();
        var requestId = UUID.fromString("7b1f3c52-64a8-4bfa-9d6e-0d3c3f7f8a11");
        for (var result : ErasureLetter.Result.values()) {
            letters.put(
                    "erasure-" + result,
                    new ErasureLetter(requestId, result, "https://gateway.example/status", true)
                            .in(language));
        }
        letters.put("verification-code", new CodeLetter(requestId, "493817").in(language));
        return letters;
    }
}
