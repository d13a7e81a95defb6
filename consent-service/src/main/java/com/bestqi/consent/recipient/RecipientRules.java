package com.bestqi.consent.recipient;

import com.bestqi.consent.catalogue.Countries;
import com.bestqi.consent.catalogue.DataCategories;
import com.bestqi.consent.catalogue.PurposeCatalogue;
import com.bestqi.consent.catalogue.SwitchCatalogue;
import com.bestqi.consent.recipient.Recipient.Kind;
import com.bestqi.consent.recipient.Recipient.Safeguard;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Who may be in the register. */
@ApplicationScoped
class RecipientRules {
    private static final Set<String> LANGUAGES = Set.of("en", "de", "es", "fr", "zh");

    private final PurposeCatalogue purposes;
    private final SwitchCatalogue switches;
    private final Countries countries;

    RecipientRules(PurposeCatalogue purposes, SwitchCatalogue switches, Countries countries) {
        this.purposes = purposes;
        this.switches = switches;
        this.countries = countries;
    }

    /** Throws 400 for names that nothing bears, 422 for what would not be lawful. */
    void check(Recipient recipient) {
        var wrong = violations(recipient);
        if (!wrong.isEmpty()) {
            throw ProblemException.invalid(wrong);
        }
        if (recipient.kind() == Kind.OTHER && recipient.consentKey() == null) {
            throw new ProblemException(
                    RecipientProblem.CONSENT_KEY_REQUIRED,
                    "Name in consentKey the switch that lets them receive something.");
        }
        if (countries.abroad(recipient.country()) && recipient.safeguard() == null) {
            throw new ProblemException(
                    RecipientProblem.SAFEGUARD_REQUIRED,
                    "The country is outside the region " + countries.home() + ".");
        }
        if (recipient.safeguard() == Safeguard.ADEQUACY
                && countries.abroad(recipient.country())
                && !countries.adequate(recipient.country())) {
            throw new ProblemException(
                    RecipientProblem.SAFEGUARD_NOT_APPLICABLE,
                    "The law of the region does not call this country adequate.");
        }
    }

    /** Whether what leaves for that country leaves the region. */
    boolean abroad(Recipient recipient) {
        return countries.abroad(recipient.country());
    }

    private List<Violation> violations(Recipient recipient) {
        var wrong = new ArrayList<Violation>();
        if (recipient.purposes().stream().anyMatch(key -> purposes.find(key).isEmpty())) {
            wrong.add(new Violation("purposes", "must be keys of purposes"));
        }
        if (recipient.categories().stream().anyMatch(key -> DataCategories.find(key).isEmpty())) {
            wrong.add(new Violation("categories", "must be kinds of data"));
        }
        if (!countries.exists(recipient.country())) {
            wrong.add(new Violation("country", "must be a country code of ISO 3166-1 like DE"));
        }
        var key = recipient.consentKey();
        if (key != null && switches.find(key).isEmpty()) {
            wrong.add(new Violation("consentKey", "must be the key of a switch"));
        }
        var languages = recipient.description().keySet();
        if (!LANGUAGES.containsAll(languages)
                || (!languages.isEmpty() && !languages.contains("en"))) {
            wrong.add(new Violation("description", "must be by language: en, and de, es, fr, zh"));
        }
        return wrong;
    }
}
