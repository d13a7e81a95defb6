package com.bestqi.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules can fail: each does, and no other, when the one thing it is about is spoilt. */
@Tag("SE-1")
class MutationTest {
    @TestFactory
    Stream<DynamicTest> whatIsSpoiltIsFoundByTheRuleForIt() {
        return Mutations.ALL.stream()
                .map(mutation ->
                        DynamicTest.dynamicTest(
                                mutation.rule() + ": " + mutation.what(),
                                () -> {
                                    var spoilt = Renderings.overlay("production").copy();
                                    mutation.spoil().accept(spoilt);
                                    assertThat(RuleTable.failing(spoilt))
                                            .extracting(Rule::name)
                                            .containsExactly(mutation.rule());
                                }));
    }

    @Test
    void everyRuleIsTried() {
        assertThat(Mutations.ALL)
                .extracting(Mutations.Mutation::rule)
                .containsAll(RuleTable.ALL.stream().map(Rule::name).toList());
    }
}
