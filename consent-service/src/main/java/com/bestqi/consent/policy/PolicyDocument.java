package com.bestqi.consent.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a version of the policy says.
 *
 * @param contact where questions about it go
 */
@RegisterForReflection
record PolicyDocument(String version, String contact, List<Section> sections) {
    private static final JsonMapper JSON = new JsonMapper();

    PolicyDocument {
        sections = List.copyOf(sections);
    }

    /**
     * One part of it.
     *
     * @param clauses ids of the clauses it puts into words
     * @param title by language
     * @param text by language
     */
    @RegisterForReflection
    record Section(
            String id, List<String> clauses, Map<String, String> title, Map<String, String> text) {
        Section {
            clauses = List.copyOf(clauses);
            title = Map.copyOf(title);
            text = Map.copyOf(text);
        }
    }

    /** The languages in which every section is there. */
    Set<String> languages() {
        var languages = new TreeSet<>(sections.getFirst().title().keySet());
        for (var section : sections) {
            languages.retainAll(section.title().keySet());
            languages.retainAll(section.text().keySet());
        }
        return languages;
    }

    static PolicyDocument read(String json) {
        try {
            return JSON.readValue(json, PolicyDocument.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a policy version is not JSON of a policy", e);
        }
    }

    String write() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a policy version is always JSON", e);
        }
    }
}
