package com.bestqi.probe;

import com.bestqi.platform.test.ArchitectureRules;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What platform brings to every service keeps the rules for endpoints as well. */
@AnalyzeClasses(
        packages = "com.bestqi.platform",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule WHO_MAY_CALL = ArchitectureRules.RESOURCE_METHODS_SAY_WHO_MAY_CALL;

    @ArchTest
    static final ArchRule WHAT_IT_RESTS_ON =
            ArchitectureRules.CALLS_OF_STAFF_AND_SERVICES_SAY_WHAT_THEY_REST_ON;
}
