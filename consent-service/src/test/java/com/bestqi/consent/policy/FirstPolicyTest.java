package com.bestqi.consent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PO-2")
class FirstPolicyTest {
    private static final List<String> LANGUAGES = List.of("de", "en", "es", "fr", "zh");

    @Test
    void everyClauseOfThePolicyIsPutIntoWordsOnce() {
        var clauses =
                FirstPolicy.document().sections().stream()
                        .flatMap(section -> section.clauses().stream())
                        .toList();

        assertThat(clauses).containsExactlyInAnyOrderElementsOf(allClauses());
    }

    private static List<String> allClauses() {
        return Stream.of(
                        numbered("AC", 5),
                        numbered("SD", 2),
                        numbered("PM", 8),
                        numbered("AU", 5),
                        numbered("DV", 3),
                        Stream.of("PU-1", "PU-2", "PU-3", "PU-4a", "PU-4b", "PU-5", "PU-6"),
                        numbered("SH", 4),
                        numbered("TR", 2),
                        numbered("RI", 11),
                        numbered("FB", 2),
                        numbered("SE", 4),
                        numbered("RT", 3),
                        numbered("PO", 2))
                .flatMap(part -> part)
                .toList();
    }

    private static Stream<String> numbered(String prefix, int last) {
        return IntStream.rangeClosed(1, last).mapToObj(number -> prefix + "-" + number);
    }

    @Test
    void everySectionIsThereInEveryLanguage() {
        var document = FirstPolicy.document();

        assertThat(document.languages()).containsExactlyElementsOf(LANGUAGES);
        for (var section : document.sections()) {
            assertThat(section.title().values()).as(section.id()).noneMatch(String::isBlank);
            assertThat(section.text().values()).as(section.id()).doesNotHaveDuplicates();
            assertThat(section.text().values()).as(section.id()).noneMatch(String::isBlank);
        }
    }
}
