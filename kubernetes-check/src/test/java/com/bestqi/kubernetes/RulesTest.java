package com.bestqi.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.kubernetes.Rule.Weight;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@Tag("SE-1")
class RulesTest {
    private static final double ENOUGH = 95;

    @TestFactory
    Stream<DynamicTest> everyRenderingIsByTheRules() {
        return Renderings.all().entrySet().stream()
                .map(rendering ->
                        DynamicTest.dynamicTest(
                                rendering.getKey(), () -> byTheRules(rendering.getValue())));
    }

    private static void byTheRules(Manifests manifests) {
        var failing = RuleTable.failing(manifests);

        assertThat(failing)
                .as("critical and high: %s", findings(manifests))
                .noneMatch(
                        rule -> rule.weight() == Weight.CRITICAL || rule.weight() == Weight.HIGH);
        assertThat(RuleTable.score(failing))
                .as("points of 100, without %s", findings(manifests))
                .isGreaterThanOrEqualTo(ENOUGH);
    }

    private static String findings(Manifests manifests) {
        return RuleTable.ALL.stream()
                .flatMap(rule -> rule.findings(manifests).stream())
                .toList()
                .toString();
    }

    @Test
    void productionBreaksNoRuleAtAll() {
        assertThat(RuleTable.failing(Renderings.overlay("production"))).isEmpty();
    }

    @Test
    void everyRuleHasANameOfItsOwn() {
        assertThat(RuleTable.ALL).extracting(Rule::name).doesNotHaveDuplicates();
    }
}
