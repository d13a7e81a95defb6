package com.bestqi.consent.policy;

import com.bestqi.consent.policy.PolicyDocument.Section;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What differs from one version to another, section by section, in one language. A section counts
 * as changed when it is in any language, also if not in this one.
 *
 * @param contact none when it is the same
 * @param sections those that differ, in the order of the newer version, removed ones last
 */
@RegisterForReflection
record PolicyDiff(
        String from,
        String to,
        String language,
        boolean material,
        List<String> changedPurposes,
        @Nullable Change contact,
        List<SectionChange> sections) {

    /** What became of a section. */
    enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /** A text before and after; none where it was not, or is not any more. */
    @RegisterForReflection
    record Change(@Nullable String from, @Nullable String to) {}

    /** What became of one section; of its texts what differs in this language. */
    @RegisterForReflection
    record SectionChange(
            String id,
            Kind change,
            List<String> clausesAdded,
            List<String> clausesRemoved,
            @Nullable Change title,
            @Nullable Change text) {}

    static PolicyDiff of(PolicyVersion from, PolicyVersion to, String language) {
        var before = byId(from.document());
        var after = byId(to.document());
        var changes = new ArrayList<SectionChange>();
        after.forEach((id, section) -> {
            if (!section.equals(before.get(id))) {
                changes.add(change(id, before.get(id), section, language));
            }
        });
        before.forEach((id, section) -> {
            if (!after.containsKey(id)) {
                changes.add(change(id, section, null, language));
            }
        });
        return new PolicyDiff(
                from.version(),
                to.version(),
                language,
                to.material(),
                to.changedPurposes(),
                change(from.document().contact(), to.document().contact()),
                changes);
    }

    private static Map<String, Section> byId(PolicyDocument document) {
        return document.sections().stream()
                .collect(
                        Collectors.toMap(
                                Section::id,
                                Function.identity(),
                                (one, _) -> one,
                                LinkedHashMap::new));
    }

    private static SectionChange change(
            String id, @Nullable Section before, @Nullable Section after, String language) {
        return new SectionChange(
                id,
                before == null ? Kind.ADDED : after == null ? Kind.REMOVED : Kind.CHANGED,
                minus(clauses(after), clauses(before)),
                minus(clauses(before), clauses(after)),
                change(
                        before == null ? null : before.title().get(language),
                        after == null ? null : after.title().get(language)),
                change(
                        before == null ? null : before.text().get(language),
                        after == null ? null : after.text().get(language)));
    }

    private static List<String> clauses(@Nullable Section section) {
        return section == null ? List.of() : section.clauses();
    }

    private static List<String> minus(List<String> all, List<String> without) {
        return all.stream().filter(clause -> !without.contains(clause)).toList();
    }

    private static @Nullable Change change(@Nullable String from, @Nullable String to) {
        boolean same = from == null ? to == null : from.equals(to);
        return same ? null : new Change(from, to);
    }
}
