package com.bestqi.consent.publication;

import com.bestqi.platform.problem.ProblemException;
import java.util.Collection;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A language somebody asks for, as a BCP 47 tag.
 *
 * @param value well formed, in the canonical spelling
 */
public record LanguageTag(String value) {
    /** What is shown when nothing nearer is there. */
    public static final String FALLBACK = "en";

    private static final int LONGEST = 35;

    /** Reads {@code ?language=}; absent is English; throws 400 for what is no language tag. */
    public static LanguageTag parse(@Nullable String tag) {
        if (tag == null) {
            return new LanguageTag(FALLBACK);
        }
        try {
            if (!tag.isEmpty() && tag.length() <= LONGEST) {
                var locale = new Locale.Builder().setLanguageTag(tag).build();
                return new LanguageTag(locale.toLanguageTag());
            }
        } catch (IllformedLocaleException e) {
            throw invalid();
        }
        throw invalid();
    }

    /**
     * The first of {@code Accept-Language}; empty when nobody said so, or nothing that is a tag.
     */
    public static Optional<LanguageTag> preferred(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        var first = header.split("[,;]", 2)[0].strip();
        try {
            return Optional.of(parse(first));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private static ProblemException invalid() {
        return ProblemException.invalid("language", "must be a language tag such as de or zh-Hant");
    }

    /** The nearest of the languages on offer: the tag, then the tag cut short, then English. */
    public String among(Collection<String> offered) {
        var tag = value;
        while (!tag.isEmpty()) {
            if (offered.contains(tag)) {
                return tag;
            }
            tag = tag.substring(0, Math.max(0, tag.lastIndexOf('-')));
        }
        return FALLBACK;
    }
}
