package com.bestqi.model;

import static com.bestqi.model.Party.ACCOUNT;
import static com.bestqi.model.Party.DEVICE;
import static com.bestqi.model.Party.DSR;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The test of the test: without a part of the protocol, the rule that needs it is broken. */
@Tag("RI-3")
@Tag("RT-3")
class MutantTest {
    private static final Bounds A_FAULT = Bounds.faults(1).writing(DEVICE);
    private static final Bounds NO_FAULT = Bounds.faults(0);

    static Stream<Arguments> mutants() {
        return Stream.of(
                caught(Mutant.WRITE_WITHOUT_LOOKING, A_FAULT, Rule.NOTHING_OUTLIVES_THE_TOMBSTONE),
                caught(Mutant.NO_INBOX, A_FAULT, Rule.EVERY_EVENT_ACTS_ONCE),
                caught(Mutant.TOMBSTONE_LAST, A_FAULT, Rule.NOTHING_ERASED_IS_SERVED),
                caught(Mutant.ONE_NOT_AWAITED, A_FAULT, Rule.COMPLETE_IS_EARNED),
                caught(Mutant.KEY_AFTER_ANSWER, A_FAULT, Rule.COMPLETE_IS_EARNED),
                caught(Mutant.COUNT_APART, A_FAULT, Rule.COUNTS_ARE_TRUE),
                caught(Mutant.KEY_MADE_AGAIN, A_FAULT, Rule.KEY_NEVER_COMES_BACK),
                caught(Mutant.CERTIFICATE_ID_EACH_TRY, A_FAULT, Rule.ONE_CERTIFICATE),
                caught(Mutant.ANY_REVISION, A_FAULT.revisions(2), Rule.CONSENT_NEVER_GOES_BACK),
                caught(
                        Mutant.NO_GATE,
                        NO_FAULT.restoring(ACCOUNT),
                        Rule.NOTHING_OUTLIVES_THE_TOMBSTONE),
                caught(Mutant.NO_GATE, NO_FAULT.restoring(DEVICE), Rule.NOTHING_ERASED_IS_SERVED),
                caught(
                        Mutant.GATE_WITHOUT_CONSENT,
                        NO_FAULT.revisions(1).restoring(DEVICE),
                        Rule.CONSENT_NEVER_GOES_BACK),
                caught(
                        Mutant.GATE_WITHOUT_KEYS,
                        NO_FAULT.restoringKeys(DEVICE),
                        Rule.KEY_NEVER_COMES_BACK),
                caught(Mutant.NO_RESEND, NO_FAULT.restoring(DSR), Goal.EVERY_DIRECTIVE_ENDS),
                caught(
                        Mutant.OFFSETS_OF_KAFKA,
                        NO_FAULT.restoring(DEVICE),
                        Goal.EVERYBODY_IS_HEARD_OF),
                caught(Mutant.EAGER_WATCHDOG, NO_FAULT, Checker.COME_TO_REST),
                caught(
                        Mutant.GATE_WITHOUT_OPEN_TASKS,
                        NO_FAULT.restoring(DEVICE),
                        Rule.NOTHING_OUTLIVES_THE_TOMBSTONE),
                caught(
                        Mutant.CERTIFICATE_ID_MADE_UP,
                        NO_FAULT.restoring(DSR),
                        Rule.ONE_CERTIFICATE),
                caught(Mutant.CASE_NOT_TAKEN_UP, NO_FAULT.restoring(DSR), Rule.COMPLETE_IS_EARNED));
    }

    private static Arguments caught(Mutant mutant, Bounds bounds, Object rule) {
        return Arguments.of(mutant, bounds.as(mutant), rule.toString());
    }

    @ParameterizedTest(name = "{0} breaks {2}")
    @MethodSource("mutants")
    void isCaught(Mutant mutant, Bounds bounds, String rule) {
        var broken = new Checker(bounds).check();

        assertThat(broken).as(mutant.words()).isPresent();
        System.out.printf("without it: %s%n%s%n", mutant.words(), broken.get());
        assertThat(broken.get().rule()).isEqualTo(rule);
        assertThat(broken.get().trace()).isNotEmpty();
    }

    @Test
    void everyMutantIsTriedAndEveryRuleCatchesOne() {
        var tried = mutants().map(arguments -> (Mutant) arguments.get()[0]);
        var caughtBy = mutants().map(arguments -> (String) arguments.get()[2]);
        var rules =
                Stream.concat(
                        Stream.concat(Arrays.stream(Rule.values()), Arrays.stream(Goal.values()))
                                .map(Enum::name),
                        Stream.of(Checker.COME_TO_REST));

        assertThat(tried).contains(Mutant.values());
        assertThat(caughtBy).containsAll(rules.toList());
    }
}
