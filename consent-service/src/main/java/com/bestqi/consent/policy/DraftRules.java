package com.bestqi.consent.policy;

import com.bestqi.consent.publication.LanguageTag;
import com.bestqi.platform.problem.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What a draft must fulfil beyond its form: it can be read by everybody, and names what exists. */
final class DraftRules {
    /** The languages that a section may be there in; each that one text has, all must have. */
    static final Set<String> LANGUAGES = Set.of("en", "de", "es", "fr", "zh");

    /** Every clause of the policy, which the first version puts into words. */
    private static final Set<String> CLAUSES =
            Set.copyOf(
                    FirstPolicy.document().sections().stream()
                            .flatMap(section -> section.clauses().stream())
                            .toList());

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_TEXT = 20_000;

    private final List<Violation> violations = new ArrayList<>();
    private final Set<String> languages;

    private DraftRules(PolicyDocument document) {
        languages = new TreeSet<>(Set.of(LanguageTag.FALLBACK));
        for (var section : document.sections()) {
            languages.addAll(section.title().keySet());
            languages.addAll(section.text().keySet());
        }
        languages.retainAll(LANGUAGES);
    }

    /** What is wrong with a draft; empty when nothing is. */
    static List<Violation> violations(
            PolicyDocument document, List<String> changedPurposes, Predicate<String> known) {
        var rules = new DraftRules(document);
        rules.version(document.version());
        rules.purposes(changedPurposes, known);
        var ids = new HashSet<String>();
        for (int i = 0; i < document.sections().size(); i++) {
            var section = document.sections().get(i);
            var field = "sections[" + i + "]";
            rules.require(ids.add(section.id()), field + ".id", "is there already");
            rules.clauses(field + ".clauses", section.clauses());
            rules.texts(field + ".title", section.title(), LONGEST_TITLE);
            rules.texts(field + ".text", section.text(), LONGEST_TEXT);
        }
        return rules.violations;
    }

    private void require(boolean fulfilled, String field, String message) {
        if (!fulfilled) {
            violations.add(new Violation(field, message));
        }
    }

    private void version(String version) {
        // The path /v1/policies/current is taken.
        require(!version.equals("current"), "version", "is a word with another meaning");
    }

    private void purposes(List<String> purposes, Predicate<String> known) {
        var seen = new HashSet<String>();
        for (int i = 0; i < purposes.size(); i++) {
            var field = "changedPurposes[" + i + "]";
            require(known.test(purposes.get(i)), field, "is neither a purpose nor a switch");
            require(seen.add(purposes.get(i)), field, "is there already");
        }
    }

    private void clauses(String field, List<String> clauses) {
        var seen = new HashSet<String>();
        for (int i = 0; i < clauses.size(); i++) {
            require(CLAUSES.contains(clauses.get(i)), field + "[" + i + "]", "is no clause");
            require(seen.add(clauses.get(i)), field + "[" + i + "]", "is there already");
        }
    }

    private void texts(String field, Map<String, String> texts, int longest) {
        for (var language : languages) {
            var text = texts.get(language);
            require(text != null, field + "." + language, "is missing");
            require(text == null || !text.isBlank(), field + "." + language, "must not be blank");
            require(
                    text == null || text.length() <= longest,
                    field + "." + language,
                    "must have at most " + longest + " characters");
        }
        require(
                LANGUAGES.containsAll(texts.keySet()),
                field,
                "has a language that the policy does not have");
    }
}
