package com.bestqi.notification.inbox;

import com.bestqi.notification.preference.NotificationKind;
import com.bestqi.notification.wording.Wording;
import com.bestqi.notification.wording.Wordings;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The words of a notice of an announcement, in one language. */
public record NoticeText(String title, String body, String why) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The words of a template, with what its parameters say, or those that staff wrote. */
    static NoticeText of(
            NotificationKind kind,
            String template,
            String parameters,
            @Nullable String texts,
            String language) {
        var words = Wordings.in(language);
        if (texts != null) {
            return written(kind, texts, Wordings.nearest(language), words);
        }
        var given = read(parameters);
        var locale = Locale.forLanguageTag(language);
        return switch (template) {
            case Inbox.POLICY_ANNOUNCED -> policy(given, words, locale);
            case Inbox.RECIPIENT_ADDED -> recipient(given, words, locale);
            default -> throw new IllegalStateException("unknown template " + template);
        };
    }

    /** One language of what staff wrote. */
    @RegisterForReflection
    private record Written(String title, String body) {}

    private static NoticeText written(
            NotificationKind kind, String texts, String language, Wording words) {
        try {
            var byLanguage = JSON.readValue(texts, new TypeReference<Map<String, Written>>() {});
            var text =
                    Objects.requireNonNull(
                            byLanguage.getOrDefault(language, byLanguage.get(Wordings.FALLBACK)));
            return new NoticeText(text.title(), text.body(), why(kind, words));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are not JSON", e);
        }
    }

    private static String why(NotificationKind kind, Wording words) {
        return switch (kind) {
            case POLICY_CHANGE, PURPOSE_CHANGE -> words.policyAnnouncedWhy();
            case OWNERSHIP_CHANGE -> words.ownershipChangeWhy();
            case BREACH -> words.breachWhy();
            case WELCOME, RIGHTS, SERVICE, ALERT -> words.serviceNoticeWhy();
        };
    }

    private static NoticeText recipient(Map<String, String> given, Wording words, Locale locale) {
        var country = Locale.of("", given.getOrDefault("country", "")).getDisplayCountry(locale);
        return new NoticeText(
                words.recipientAddedTitle(),
                words.recipientAddedText(country),
                words.recipientAddedWhy());
    }

    private static NoticeText policy(Map<String, String> given, Wording words, Locale locale) {
        var when = when(given.getOrDefault("inForceAt", ""), locale);
        var paragraphs = new ArrayList<String>();
        paragraphs.add(words.policyAnnouncedText(given.getOrDefault("version", ""), when));
        if (!given.getOrDefault("purposes", "").isEmpty()) {
            paragraphs.add(words.policyAnnouncedPurposes());
        }
        paragraphs.add(
                Boolean.parseBoolean(given.get("material"))
                        ? words.policyAnnouncedMaterial()
                        : words.policyAnnouncedEditorial());
        return new NoticeText(
                words.policyAnnouncedTitle(when),
                String.join("\n\n", List.copyOf(paragraphs)),
                words.policyAnnouncedWhy());
    }

    private static String when(String instant, Locale locale) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(locale)
                .withZone(ZoneOffset.UTC)
                .format(Instant.parse(instant));
    }

    private static Map<String, String> read(String parameters) {
        try {
            return JSON.readValue(parameters, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("parameters are not JSON", e);
        }
    }
}
