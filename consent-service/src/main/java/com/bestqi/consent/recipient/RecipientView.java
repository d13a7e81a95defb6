package com.bestqi.consent.recipient;

import com.bestqi.consent.publication.LanguageTag;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recipient as the API shows it.
 *
 * @param transfer whether what they receive leaves the region
 */
@RegisterForReflection
record RecipientView(
        String id,
        Recipient.Kind kind,
        String name,
        List<String> purposes,
        List<String> categories,
        String country,
        boolean transfer,
        Recipient.@Nullable Safeguard safeguard,
        @Nullable String consentKey,
        String language,
        String description,
        Instant since) {
    static RecipientView of(Recipient recipient, boolean transfer, LanguageTag wanted) {
        var language = wanted.among(recipient.description().keySet());
        return new RecipientView(
                recipient.id(),
                recipient.kind(),
                recipient.name(),
                recipient.purposes(),
                recipient.categories(),
                recipient.country(),
                transfer,
                recipient.safeguard(),
                recipient.consentKey(),
                language,
                recipient.description().getOrDefault(language, ""),
                recipient.since());
    }
}
