package com.bestqi.notification.message;

import com.bestqi.notification.contact.Contact;
import com.bestqi.notification.inbox.Inbox;
import com.bestqi.notification.mail.Letter;
import com.bestqi.notification.preference.NotificationKind;
import com.bestqi.notification.wording.Wordings;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The messages that can be asked for by an event. */
enum MessageTemplate {
    /** Sent once after registration; the switch for notifications does not stop it. */
    WELCOME(NotificationKind.WELCOME),
    /** Sent 30 days before an account is erased because nobody uses it (RT-2). */
    ACCOUNT_INACTIVE(NotificationKind.RIGHTS),
    /** Sent before a restriction of processing ends, which is why nothing stops it (RI-4). */
    RESTRICTION_LIFTING(NotificationKind.RIGHTS, "requestId", "until"),
    /** A device of a security service raised an alarm (PM-6). */
    DEVICE_ALERT(NotificationKind.ALERT, "deviceId", "deviceType", "reading", "at"),
    /** Sent when the copy of a person's data can be fetched (RI-1). */
    REQUEST_COPY_READY(NotificationKind.RIGHTS, "requestId"),
    /** Sent when a request about a person's rights is answered (RI-8). */
    REQUEST_ANSWERED(NotificationKind.RIGHTS, "requestId"),
    /** Sent when the answer is put off (RI-8). */
    REQUEST_EXTENDED(NotificationKind.RIGHTS, "requestId", "until");

    private static final Set<String> TIMES = Set.of("until", "at");

    /** Ids, keys and times: short, and of one line. */
    private static final Pattern VALUE = Pattern.compile("[^\\p{Cntrl}\\u2028\\u2029]{1,100}");

    private final NotificationKind kind;
    private final Set<String> parameters;

    MessageTemplate(NotificationKind kind, String... parameters) {
        this.kind = kind;
        this.parameters = Set.of(parameters);
    }

    /** What it is about, which decides its channels. */
    NotificationKind kind() {
        return kind;
    }

    /**
     * What the words need of what was given, and nothing else. Throws {@link
     * IllegalArgumentException} when something is missing or cannot be.
     */
    Map<String, String> take(Map<String, String> given) {
        var taken = new HashMap<String, String>();
        for (var name : parameters) {
            var value = given.get(name);
            if (value == null || !VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException("a parameter is missing, too long or no line");
            }
            taken.put(name, value);
        }
        TIMES.stream().filter(parameters::contains).map(taken::get).forEach(Instant::parse);
        return taken;
    }

    /** The id in events and tables. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<MessageTemplate> find(String key) {
        return Stream.of(values()).filter(template -> template.key().equals(key)).findFirst();
    }

    /** The template of a message that has one. */
    static MessageTemplate of(PendingMessage message) {
        return find(message.template())
                .orElseThrow(
                        () -> new IllegalStateException("unknown template " + message.template()));
    }

    /** The mail to this person. */
    Letter letter(Contact contact, Map<String, String> given) {
        var words = Wordings.in(contact.language());
        return switch (this) {
            case WELCOME ->
                    new Letter(
                            Wordings.nearest(contact.language()),
                            words.welcomeTitle(),
                            greeting(contact),
                            List.of(words.welcomeText()),
                            null,
                            words.welcomeWhy());
            case ACCOUNT_INACTIVE ->
                    new Letter(
                            Wordings.nearest(contact.language()),
                            words.accountInactiveTitle(),
                            greeting(contact),
                            List.of(words.accountInactiveText()),
                            null,
                            words.accountInactiveWhy());
            case RESTRICTION_LIFTING ->
                    new Letter(
                            Wordings.nearest(contact.language()),
                            words.restrictionLiftingTitle(),
                            greeting(contact),
                            List.of(
                                    words.restrictionLiftingText(
                                            time(contact, given.getOrDefault("until", ""))),
                                    words.erasureRequest(given.getOrDefault("requestId", ""))),
                            null,
                            words.restrictionLiftingWhy());
            case DEVICE_ALERT ->
                    new Letter(
                            Wordings.nearest(contact.language()),
                            words.deviceAlertTitle(),
                            greeting(contact),
                            List.of(
                                    words.deviceAlertText(
                                            given.getOrDefault("deviceType", ""),
                                            given.getOrDefault("reading", ""),
                                            time(contact, given.getOrDefault("at", "")))),
                            null,
                            words.deviceAlertWhy());
            case REQUEST_COPY_READY ->
                    request(
                            contact,
                            given,
                            words.requestCopyReadyTitle(),
                            words.requestCopyReadyText());
            case REQUEST_ANSWERED ->
                    request(
                            contact,
                            given,
                            words.requestAnsweredTitle(),
                            words.requestAnsweredText());
            case REQUEST_EXTENDED ->
                    request(
                            contact,
                            given,
                            words.requestExtendedTitle(),
                            words.requestExtendedText(
                                    time(contact, given.getOrDefault("until", ""))));
        };
    }

    private static Letter request(
            Contact contact, Map<String, String> given, String title, String text) {
        var words = Wordings.in(contact.language());
        return new Letter(
                Wordings.nearest(contact.language()),
                title,
                greeting(contact),
                List.of(text, words.erasureRequest(given.getOrDefault("requestId", ""))),
                null,
                words.requestWhy());
    }

    /** The same in the inbox. */
    Inbox.Entry entry(Contact contact, Map<String, String> given) {
        var letter = letter(contact, given);
        var body = letter.greeting() + "\n\n" + String.join("\n\n", letter.paragraphs());
        var shown = kind == NotificationKind.ALERT ? kind.name() : name();
        return new Inbox.Entry(key(), shown, letter.title(), body, letter.why());
    }

    private static String time(Contact contact, String instant) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(Locale.forLanguageTag(Wordings.nearest(contact.language())))
                .withZone(ZoneOffset.UTC)
                .format(Instant.parse(instant));
    }

    /** Begins a letter to this person. */
    static String greeting(Contact contact) {
        var words = Wordings.in(contact.language());
        var name = contact.name();
        // A name is one line, whatever was typed.
        return name == null
                ? words.plainGreeting()
                : words.greeting(name.replaceAll("\\p{Cntrl}+", " "));
    }
}
