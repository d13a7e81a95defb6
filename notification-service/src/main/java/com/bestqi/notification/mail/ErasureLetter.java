package com.bestqi.notification.mail;

import com.bestqi.notification.wording.Wording;
import com.bestqi.notification.wording.Wordings;
import java.util.ArrayList;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The last letter a person gets: their data is erased.
 *
 * @param certified whether the certificate goes along
 */
record ErasureLetter(UUID requestId, Result result, @Nullable String statusUrl, boolean certified) {

    /** What the certificate says in one word. */
    enum Result {
        COMPLETE,
        PARTIAL,
        FAILED
    }

    /** Names the message, the same however often it is sent. */
    String name() {
        return "erasure-certificate." + requestId;
    }

    Letter in(String language) {
        var words = Wordings.in(language);
        var paragraphs = new ArrayList<String>();
        paragraphs.add(text(words));
        paragraphs.add(words.erasureRequest(requestId.toString()));
        if (certified) {
            paragraphs.add(words.erasureCertificate());
        }
        if (statusUrl != null) {
            paragraphs.add(words.erasureStatus());
        }
        return new Letter(
                Wordings.nearest(language),
                title(words),
                words.plainGreeting(),
                paragraphs,
                statusUrl,
                words.erasureWhy());
    }

    private String title(Wording words) {
        return switch (result) {
            case COMPLETE -> words.erasureCompleteTitle();
            case PARTIAL -> words.erasurePartialTitle();
            case FAILED -> words.erasureFailedTitle();
        };
    }

    private String text(Wording words) {
        return switch (result) {
            case COMPLETE -> words.erasureCompleteText();
            case PARTIAL -> words.erasurePartialText();
            case FAILED -> words.erasureFailedText();
        };
    }
}
