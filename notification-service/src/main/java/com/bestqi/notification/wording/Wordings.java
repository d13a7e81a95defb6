package com.bestqi.notification.wording;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.util.Locale;
import java.util.Set;

/** Finds the wording in the language nearest to the one wanted. */
public final class Wordings {
    private static final String FALLBACK = "en";
    private static final Set<String> TRANSLATED = Set.of("de", "es", "fr", "zh");

    private Wordings() {}

    /** The language that will be used: the tag, cut short until it is there, else English. */
    public static String nearest(String tag) {
        var language = tag.toLowerCase(Locale.ROOT);
        while (!language.isEmpty()) {
            if (TRANSLATED.contains(language)) {
                return language;
            }
            language = language.substring(0, Math.max(0, language.lastIndexOf('-')));
        }
        return FALLBACK;
    }

    /** The wording in that language. */
    public static Wording in(String tag) {
        var language = nearest(tag);
        return language.equals(FALLBACK)
                ? MessageBundles.get(Wording.class)
                : MessageBundles.get(Wording.class, Localized.Literal.of(language));
    }
}
