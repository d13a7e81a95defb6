package com.bestqi.consent.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What personal data are used for, and what allows that.
 *
 * @param key the clause of the policy that states it
 * @param basis the legal basis; none for a rule about purposes
 * @param clauses of the policy that it serves
 * @param dpv its broader term in the Data Privacy Vocabulary
 * @param title by language
 * @param text by language
 * @param stops when the processing ends, by language
 */
@RegisterForReflection
public record Purpose(
        String key,
        @Nullable Basis basis,
        List<String> clauses,
        String dpv,
        Map<String, String> title,
        Map<String, String> text,
        Map<String, String> stops) {

    /** Copies what could be changed. */
    public Purpose {
        clauses = List.copyOf(clauses);
        title = Map.copyOf(title);
        text = Map.copyOf(text);
        stops = Map.copyOf(stops);
    }

    /** What allows it. */
    @RegisterForReflection
    public enum Basis {
        /** The service could not be provided without it. */
        @JsonProperty("contract")
        CONTRACT,
        /** The person said yes, and may say no at any time. */
        @JsonProperty("consent")
        CONSENT,
        /** A law demands it. */
        @JsonProperty("legal-obligation")
        LEGAL_OBLIGATION
    }

    /** The languages in which all of it is there. */
    public Set<String> languages() {
        var languages = new TreeSet<>(title.keySet());
        languages.retainAll(text.keySet());
        languages.retainAll(stops.keySet());
        return languages;
    }
}
