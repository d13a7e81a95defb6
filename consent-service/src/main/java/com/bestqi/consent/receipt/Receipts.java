package com.bestqi.consent.receipt;

import com.bestqi.consent.catalogue.Countries;
import com.bestqi.consent.catalogue.SwitchCatalogue;
import com.bestqi.consent.permission.LedgerEntry;
import com.bestqi.consent.permission.Terms;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.proof.ProofJson;
import com.bestqi.platform.proof.Signer;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Makes receipts out: the same entry always says the same. */
@ApplicationScoped
class Receipts {
    private final SwitchCatalogue catalogue;
    private final ConsentRecord records;
    private final ReceiptConfig config;
    private final Signer signer;

    Receipts(
            SwitchCatalogue catalogue,
            PurposeTerms purposes,
            Countries countries,
            ReceiptConfig config,
            Signer signer) {
        this.catalogue = catalogue;
        this.records = new ConsentRecord(config, purposes, countries.home());
        this.config = config;
        this.signer = signer;
    }

    /** The receipt of an entry, as a compact JWS. */
    String of(LedgerEntry entry) {
        try {
            var receipt = Receipt.of(config.issuer(), entry, records.of(entry, terms(entry)));
            return signer.sign(Receipt.TYPE, ProofJson.MAPPER.writeValueAsString(receipt));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a receipt is always JSON", e);
        }
    }

    /** Entries from before the terms were kept are about what the switch is about today. */
    private Terms terms(LedgerEntry entry) {
        var kept = entry.terms();
        return kept != null
                ? kept
                : Terms.of(
                        catalogue.find(entry.key()).orElseThrow(ProblemException::notFound),
                        Terms.UNKNOWN_LANGUAGE,
                        List.of());
    }
}
