package com.bestqi.notification.mail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says, before it is laid out.
 *
 * @param language it is written in
 * @param title the subject; fixed words only, never a name
 * @param link something to follow
 * @param why it was sent
 */
public record Letter(
        String language,
        String title,
        String greeting,
        List<String> paragraphs,
        @Nullable String link,
        String why) {
    /** Copies the list. */
    public Letter {
        paragraphs = List.copyOf(paragraphs);
    }

    @Override
    public String toString() {
        return "Letter[hidden]";
    }
}
