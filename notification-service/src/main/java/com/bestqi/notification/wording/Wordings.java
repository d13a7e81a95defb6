package com.bestqi.notification.wording;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the wording in the language nearest to the one wanted. */
public final class Wordings {
    /** The language that everything is there in. */
    public static final String FALLBACK = "en";

    private static final Set<String> TRANSLATED = Set.of("de", "es", "fr", "zh");

    private Wordings() {}

    /** Whether there are words in exactly that language. */
    public static boolean exist(String language) {
        return language.equals(FALLBACK) || TRANSLATED.contains(language);
    }

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

    /**
     * The first of the languages of an {@code Accept-Language} header that is there; English for a
     * header that is none.
     */
    public static String preferred(@Nullable String acceptLanguage) {
        if (acceptLanguage == null) {
            return FALLBACK;
        }
        try {
            for (var range : Locale.LanguageRange.parse(acceptLanguage)) {
                var tag = range.getRange();
                var language = nearest(tag);
                if (!language.equals(FALLBACK) || tag.startsWith(FALLBACK)) {
                    return language;
                }
            }
        } catch (IllegalArgumentException e) {
            return FALLBACK;
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
