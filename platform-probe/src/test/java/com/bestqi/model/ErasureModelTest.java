package com.bestqi.model;

import static com.bestqi.model.Party.ACCOUNT;
import static com.bestqi.model.Party.DEVICE;
import static com.bestqi.model.Party.DSR;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Visits every state of the protocol within each of some bounds. */
@Tag("RI-3")
@Tag("RT-2")
@Tag("RT-3")
class ErasureModelTest {
    static Stream<Arguments> bounds() {
        return Stream.of(
                Arguments.of("two faults, writes at device", Bounds.faults(2).writing(DEVICE)),
                Arguments.of("a fault, writes at both", Bounds.faults(1).writing(ACCOUNT, DEVICE)),
                Arguments.of("a fault, two consent states", Bounds.faults(1).revisions(2)),
                Arguments.of("account is restored", Bounds.faults(0).restoring(ACCOUNT)),
                Arguments.of(
                        "device is restored, with writes",
                        Bounds.faults(0).writing(DEVICE).restoring(DEVICE)),
                Arguments.of(
                        "device is restored, with consent",
                        Bounds.faults(0).revisions(1).restoring(DEVICE)),
                Arguments.of("dsr is restored", Bounds.faults(0).restoring(DSR)),
                Arguments.of(
                        "the keys of account are restored",
                        Bounds.faults(0).restoringKeys(ACCOUNT)),
                Arguments.of("the keys of dsr are restored", Bounds.faults(0).restoringKeys(DSR)),
                Arguments.of(
                        "device and its keys are restored, from different days",
                        Bounds.faults(0).restoring(DEVICE).restoringKeys(DEVICE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bounds")
    void everyRuleHoldsInEveryStateAndEveryDirectiveEnds(String name, Bounds bounds) {
        var checker = new Checker(bounds);

        var broken = checker.check();

        System.out.printf(
                "model, %s: %,d states, %d steps deep%n", name, checker.states(), checker.depth());
        assertThat(broken).isEmpty();
    }
}
