package com.bestqi.endtoend.trace;

import org.junit.jupiter.api.Tag;

/** Stands for a test class in a build; it is read, never run. */
@Tag("AC-1")
class TraceSample {
    @Tag("AC-2")
    @Tag("F1")
    void passes() {}

    @Tag("PM-1")
    void fails() {}

    @Tag("ZZ-9")
    void namesWhatThePolicyDoesNotHave() {}

    /** Tags of what is around it and of what it extends hold here too. */
    static class Inner extends TraceSample {}
}
