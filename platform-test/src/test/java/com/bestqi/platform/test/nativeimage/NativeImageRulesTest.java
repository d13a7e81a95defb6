package com.bestqi.platform.test.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each rule fails where it should, and only there. */
@Tag("native-image")
class NativeImageRulesTest {
    private static final String HERE = "com.bestqi.platform.test.nativeimage.Sample$";

    private final OwnCode sample =
            OwnCode.ofClasses(withInner(Sample.class).toArray(Class<?>[]::new));

    private static List<Class<?>> withInner(Class<?> type) {
        var all = new java.util.ArrayList<Class<?>>(List.of(type));
        all.addAll(List.of(type.getDeclaredClasses()));
        try {
            // The type reference of a list is a class without a name.
            all.add(Class.forName(HERE + "Jackson$1"));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the sample has changed", e);
        }
        return all;
    }

    @Test
    void whatIsHandedToJacksonMustBeRegistered() {
        assertThat(NativeImageRules.unregistered(sample).keySet())
                .containsExactlyInAnyOrder(
                        HERE + "Read",
                        HERE + "Written",
                        HERE + "Listed",
                        HERE + "Whole",
                        HERE + "Part",
                        HERE + "Kind",
                        HERE + "Round",
                        HERE + "Square",
                        HERE + "Passed",
                        HERE + "Captured",
                        HERE + "Answered");
    }

    @Test
    void whatCouldBeAnythingIsNamed() {
        assertThat(NativeImageRules.handedOnUnknown(sample))
                .containsExactly(HERE + "Unknown.anything");
    }

    @Test
    void aTableThatIsNoEntityMustBeRegistered() {
        assertThat(NativeImageRules.unregisteredTables(sample)).containsExactly(HERE + "Table");
    }

    @Test
    void nothingMayBeReachedByItsName() {
        assertThat(NativeImageRules.reachedByName(sample))
                .containsExactly(HERE + "Names.byName: java.lang.Class.forName");
    }

    @Test
    void aFileMustBeIncluded() {
        assertThat(NativeImageRules.missingFiles(sample, List.of("catalogue/*.json")).keySet())
                .containsExactly("/wording/forgotten.json");
        assertThat(NativeImageRules.missingFiles(sample, List.of("*/*.json"))).isEmpty();
    }

    @Test
    void chanceAndTimeMustNotBeKeptFromTheBuild() {
        assertThat(BuildTimeState.of(sample))
                .containsOnlyKeys(HERE + "Chance", HERE + "Moment")
                .hasEntrySatisfying(
                        HERE + "Moment",
                        culprit ->
                                assertThat(culprit)
                                        .isEqualTo(
                                                "java.time.Instant.now in "
                                                        + HERE
                                                        + "Moment.begun"));
    }
}
