package com.bestqi.notification.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.notification.ServiceTest;
import com.bestqi.notification.contact.Contact;
import com.bestqi.notification.inbox.AnnouncedWords.Announced;
import com.bestqi.notification.inbox.Inbox;
import com.bestqi.notification.mail.Letter;
import com.bestqi.notification.mail.Previews;
import com.bestqi.notification.preference.Channel;
import com.bestqi.notification.preference.NotificationKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every letter in every language; they lie in target/previews for whoever wants to read them. */
@ServiceTest
@Tag("PU-3")
class PreviewTest {
    private static final String STOP = "https://gateway.example/v1/unsubscriptions/token";
    private static final Map<String, String> GIVEN =
            Map.of(
                    "requestId", "7b1f3c52-64a8-4bfa-9d6e-0d3c3f7f8a11",
                    "until", "2027-03-01T08:30:00Z",
                    "deviceId", "0d3c3f7f-64a8-4bfa-9d6e-7b1f3c528a11",
                    "deviceType", "smoke-detector",
                    "reading", "smoke",
                    "at", "2026-12-01T09:30:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es", "fr", "zh"})
    void everyLetterSaysWhyItWasSentAndHowToStopIt(String language) throws IOException {
        var letters = letters(language);
        var english = letters("en");
        assertThat(letters).hasSizeGreaterThanOrEqualTo(20);

        for (var named : letters.entrySet()) {
            var letter = named.getValue();
            var html = Previews.html(letter);
            var text = Previews.text(letter);
            write(named.getKey() + "." + language + ".html", html);
            write(named.getKey() + "." + language + ".txt", text);

            assertThat(letter.title()).as(named.getKey()).isNotBlank().doesNotContain("\n");
            assertThat(letter.why()).as(named.getKey()).isNotBlank();
            assertThat(html).contains("lang=\"" + language + "\"").contains("<p");
            assertThat(text).contains(letter.greeting(), letter.why());
            for (var rendered : List.of(html, text)) {
                assertThat(rendered)
                        .as(named.getKey())
                        .doesNotContain("{", "}", "NOT_FOUND", "null", "Ada <b>");
            }
            if (letter.stopUrl() != null) {
                assertThat(text).contains(letter.stop(), STOP);
                assertThat(html).contains("href=\"" + STOP + "\"");
            }
            if (!language.equals("en")) {
                assertThat(letter.why())
                        .as(named.getKey())
                        .isNotEqualTo(english.get(named.getKey()).why());
            }
        }
    }

    private static Map<String, Letter> letters(String language) {
        var letters = new LinkedHashMap<>(Previews.sentAtOnce(language));
        var person = new Contact("ada@mail.example", "Ada", language, null, false);
        for (var template : MessageTemplate.values()) {
            letters.put(template.key(), stoppable(template.letter(person, GIVEN), template.kind()));
        }
        for (var kind :
                List.of(
                        NotificationKind.POLICY_CHANGE,
                        NotificationKind.PURPOSE_CHANGE,
                        NotificationKind.OWNERSHIP_CHANGE,
                        NotificationKind.BREACH,
                        NotificationKind.SERVICE)) {
            var texts =
                    """
                    {"en": {"title": "Something to know", "body": "First.\\n\\nSecond."}}\
                    """;
            letters.put(
                    "announced-" + kind,
                    announced(person, new Announced(kind, Inbox.ANNOUNCED, "[]", texts)));
        }
        letters.put("policy-editorial", policy(person, "false", ""));
        letters.put("policy-material", policy(person, "true", ""));
        letters.put("policy-purposes", policy(person, "true", "PU-4b"));
        letters.put(
                "recipient-added",
                announced(
                        person,
                        new Announced(
                                NotificationKind.POLICY_CHANGE,
                                Inbox.RECIPIENT_ADDED,
                                "{\"country\":\"JP\"}",
                                null)));
        return letters;
    }

    private static Letter policy(Contact person, String material, String purposes) {
        var parameters =
                """
                {"version":"2.0","inForceAt":"2027-03-01T08:30:00Z","material":"%s",\
                "purposes":"%s"}\
                """
                        .formatted(material, purposes);
        var kind =
                purposes.isEmpty()
                        ? NotificationKind.POLICY_CHANGE
                        : NotificationKind.PURPOSE_CHANGE;
        return announced(person, new Announced(kind, Inbox.POLICY_ANNOUNCED, parameters, null));
    }

    private static Letter announced(Contact person, Announced announced) {
        return stoppable(Mailing.letter(person, announced), announced.kind());
    }

    /** Whatever can be chosen has its way to end it. */
    private static Letter stoppable(Letter letter, NotificationKind kind) {
        return kind.fixed(Channel.MAIL) ? letter : letter.stoppableAt(STOP);
    }

    private static void write(String name, String text) throws IOException {
        var folder = Files.createDirectories(Path.of("target", "previews"));
        Files.writeString(folder.resolve(name), text);
    }
}
