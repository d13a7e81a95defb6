package com.bestqi.notification.message;

import com.bestqi.notification.contact.Contact;
import com.bestqi.notification.inbox.Inbox;
import com.bestqi.notification.mail.Letter;
import com.bestqi.notification.wording.Wordings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The messages that can be asked for by an event. */
enum MessageTemplate {
    /** Sent once after registration; the switch for notifications does not stop it. */
    WELCOME,
    /** Sent 30 days before an account is erased because nobody uses it (RT-2). */
    ACCOUNT_INACTIVE;

    /** The id in events and tables. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<MessageTemplate> find(String key) {
        return Stream.of(values()).filter(template -> template.key().equals(key)).findFirst();
    }

    /** The mail to this person. */
    Letter letter(Contact contact) {
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
        };
    }

    /** The same in the inbox. */
    Inbox.Entry entry(Contact contact) {
        var letter = letter(contact);
        var body = letter.greeting() + "\n\n" + String.join("\n\n", letter.paragraphs());
        return new Inbox.Entry(key(), name(), letter.title(), body, letter.why());
    }

    private static String greeting(Contact contact) {
        var words = Wordings.in(contact.language());
        var name = contact.name();
        // A name is one line, whatever was typed.
        return name == null
                ? words.plainGreeting()
                : words.greeting(name.replaceAll("\\p{Cntrl}+", " "));
    }
}
