package com.bestqi.consent.receipt;

import com.bestqi.consent.catalogue.Purpose;
import com.bestqi.consent.catalogue.PurposeCatalogue;
import jakarta.enterprise.context.ApplicationScoped;

/** What purposes are called in the Data Privacy Vocabulary. */
@ApplicationScoped
class PurposeTerms {
    private final PurposeCatalogue purposes;

    PurposeTerms(PurposeCatalogue purposes) {
        this.purposes = purposes;
    }

    /** The broader term of a purpose; the top of all for one that is no longer known. */
    String of(String key) {
        return purposes.find(key).map(Purpose::dpv).orElse("dpv:Purpose");
    }
}
