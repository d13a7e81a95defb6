package com.bestqi.notification.mail;

import com.bestqi.notification.wording.Wordings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says, before it is laid out.
 *
 * @param language it is written in
 * @param title the subject; fixed words only, never a name
 * @param link something to follow
 * @param why it was sent
 * @param stopUrl ends mails of its kind with one click, where that can be chosen
 */
public record Letter(
        String language,
        String title,
        String greeting,
        List<String> paragraphs,
        @Nullable String link,
        String why,
        @Nullable String stopUrl) {
    /** Copies the list. */
    public Letter {
        paragraphs = List.copyOf(paragraphs);
    }

    /** A letter that one has to get. */
    public Letter(
            String language,
            String title,
            String greeting,
            List<String> paragraphs,
            @Nullable String link,
            String why) {
        this(language, title, greeting, paragraphs, link, why, null);
    }

    /** The same with a way to get no more of its kind. */
    public Letter stoppableAt(String url) {
        return new Letter(language, title, greeting, paragraphs, link, why, url);
    }

    /** What stands above that way. */
    public String stop() {
        return Wordings.in(language).stopMails();
    }

    @Override
    public String toString() {
        return "Letter[hidden]";
    }
}
