package com.bestqi.notification.mail;

import com.bestqi.notification.wording.Wordings;
import java.util.List;
import java.util.UUID;

/** Six digits with which somebody shows that it is they who asked (RI-9). */
record CodeLetter(UUID requestId, String code) {

    /** Names the message, the same however often it is sent. */
    String name() {
        return "verification-code." + requestId;
    }

    Letter in(String language) {
        var words = Wordings.in(language);
        return new Letter(
                Wordings.nearest(language),
                words.verificationCodeTitle(),
                words.plainGreeting(),
                List.of(
                        words.verificationCodeText(code),
                        words.erasureRequest(requestId.toString())),
                null,
                words.verificationCodeWhy());
    }

    @Override
    public String toString() {
        return "CodeLetter[" + requestId + "]";
    }
}
