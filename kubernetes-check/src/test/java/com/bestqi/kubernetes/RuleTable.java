package com.bestqi.kubernetes;

import java.util.List;
import java.util.stream.Stream;

/** All rules, and how well a rendering does by them. */
final class RuleTable {
    static final List<Rule> ALL =
            Stream.of(
                            PodRules.ALL,
                            NetworkRules.ALL,
                            ConfigurationRules.ALL,
                            AvailabilityRules.ALL,
                            ReferenceRules.ALL)
                    .flatMap(List::stream)
                    .toList();

    private RuleTable() {}

    /** The rules that do not hold. */
    static List<Rule> failing(Manifests manifests) {
        return ALL.stream().filter(rule -> !rule.findings(manifests).isEmpty()).toList();
    }

    /** Of 100, by weight. */
    static double score(List<Rule> failing) {
        return 100.0 - 100.0 * points(failing) / points(ALL);
    }

    private static int points(List<Rule> rules) {
        return rules.stream().mapToInt(rule -> rule.weight().points).sum();
    }
}
