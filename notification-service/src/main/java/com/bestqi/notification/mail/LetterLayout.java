package com.bestqi.notification.mail;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The two forms of every letter. In HTML, whatever a person wrote is escaped. */
@CheckedTemplate(basePath = "letter")
final class LetterLayout {
    private LetterLayout() {}

    static native TemplateInstance html(Letter letter);

    static native TemplateInstance text(Letter letter);
}
