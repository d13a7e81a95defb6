package com.bestqi.platform.test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.bestqi.platform.audit.Audited;
import com.bestqi.platform.permission.Permitted;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.subject.Subjects;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The rules that hold for the main code of every service. Include with {@code @ArchTest static
 * final ArchTests RULES = ArchTests.in(ArchitectureRules.class)}.
 */
public final class ArchitectureRules {
    private static final List<Class<? extends Annotation>> VERBS =
            List.of(GET.class, POST.class, PUT.class, PATCH.class, DELETE.class);

    private ArchitectureRules() {}

    /** A feature is one thing; two that need each other are one. */
    @ArchTest
    public static final ArchRule FEATURES_FORM_NO_CYCLE =
            slices().matching("com.bestqi.(*).(*)..").should().beFreeOfCycles();

    /** Entities are nobody's business but their feature's. */
    @ArchTest
    public static final ArchRule ENTITIES_ARE_PACKAGE_PRIVATE =
            classes()
                    .that()
                    .areAnnotatedWith(Entity.class)
                    .should()
                    .bePackagePrivate()
                    .allowEmptyShould(true);

    /** HTTP in, HTTP out: a resource knows no table. */
    @ArchTest
    public static final ArchRule RESOURCES_DO_NOT_TOUCH_THE_DATABASE =
            noClasses()
                    .that()
                    .haveSimpleNameEndingWith("Resource")
                    .should()
                    .dependOnClassesThat(
                            simpleNameEndingWith("Repository")
                                    .or(JavaClass.Predicates.assignableTo(EntityManager.class))
                                    .or(
                                            resideInAPackage("com.bestqi.platform.database")
                                                    .and(simpleNameEndingWith("Database"))))
                    .allowEmptyShould(true);

    /** Quarkus passes over a resource method that is not public; the path would answer 404. */
    @ArchTest
    public static final ArchRule RESOURCE_METHODS_ARE_PUBLIC =
            methods().that(areEndpoints()).should().bePublic().allowEmptyShould(true);

    /** Who may call stands at the method or its class. */
    @ArchTest
    public static final ArchRule RESOURCE_METHODS_SAY_WHO_MAY_CALL =
            methods().that(areEndpoints()).should(sayWhoMayCall()).allowEmptyShould(true);

    /** What staff and other services do is in the audit with the clause it rests on (I-10). */
    @ArchTest
    public static final ArchRule CALLS_OF_STAFF_AND_SERVICES_SAY_WHAT_THEY_REST_ON =
            methods()
                    .that(areEndpoints())
                    .and(areForStaffOrServices())
                    .should()
                    .beAnnotatedWith(Audited.class)
                    .allowEmptyShould(true);

    /** What staff may do is decided in Keycloak's console, call by call (SE-1). */
    @ArchTest
    public static final ArchRule CALLS_OF_STAFF_NEED_A_PERMISSION =
            methods()
                    .that(areEndpoints())
                    .and(areUnder("/v1/admin"))
                    .should(needAPermission())
                    .allowEmptyShould(true);

    /** The transaction belongs to the service. */
    @ArchTest
    public static final ArchRule RESOURCES_ARE_NOT_TRANSACTIONAL =
            noMethods()
                    .that()
                    .areDeclaredInClassesThat()
                    .areAnnotatedWith(Path.class)
                    .should()
                    .beAnnotatedWith(Transactional.class)
                    .allowEmptyShould(true);

    /** Time comes from the clock, else no test can move it. */
    @ArchTest
    public static final ArchRule NOBODY_ASKS_THE_SYSTEM_FOR_THE_TIME =
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(LocalDate.class, "now")
                    .orShould()
                    .callMethod(OffsetDateTime.class, "now")
                    .orShould()
                    .callMethod(ZonedDateTime.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis");

    /** What a class needs stands in its constructor. */
    @ArchTest
    public static final ArchRule NO_FIELD_INJECTION =
            fields().should()
                    .notBeAnnotatedWith(Inject.class)
                    .andShould()
                    .notBeAnnotatedWith(ConfigProperty.class)
                    .allowEmptyShould(true);

    /** Standard streams are for commands. */
    @ArchTest
    public static final ArchRule NO_STANDARD_STREAMS =
            GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    /** An exception that could be anything says nothing. */
    @ArchTest
    public static final ArchRule NO_GENERIC_EXCEPTIONS =
            GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    /** A package is named for what it is about. */
    @ArchTest
    public static final ArchRule NO_GRAB_BAG_PACKAGES =
            noClasses()
                    .should()
                    .resideInAnyPackage(
                            "..util..",
                            "..common..",
                            "..helper..",
                            "..base..",
                            "..model..",
                            "..dto..",
                            "..service..",
                            "..impl..");

    /** A class is named for what it does. */
    @ArchTest
    public static final ArchRule NO_GRAB_BAG_CLASSES =
            noClasses().should().haveNameMatching(".*(Util|Helper|Manager|Abstract|Impl)[A-Z]?.*");

    /** Services meet on Kafka and over HTTP, never in code. */
    @ArchTest
    public static final ArchRule SERVICES_DO_NOT_KNOW_EACH_OTHER =
            slices().matching("com.bestqi.(account|device|consent|dsr|notification)..")
                    .should()
                    .notDependOnEachOther()
                    .allowEmptyShould(true);

    /** Whoever takes a batch of items asks for each whether a restriction allows it (RI-4). */
    @ArchTest
    public static final ArchRule WHO_TAKES_ITEMS_ASKS_FOR_EACH =
            classes().that(takeItems()).should(haveANeighbourThatAsks()).allowEmptyShould(true);

    private static DescribedPredicate<JavaClass> takeItems() {
        return DescribedPredicate.describe(
                "take a person's lock for items",
                type -> calls(type, Subjects.class, "shareForItems"));
    }

    private static ArchCondition<JavaClass> haveANeighbourThatAsks() {
        return new ArchCondition<>("have a class in their package that asks Subject.allows") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean asked =
                        type.getPackage().getClasses().stream()
                                .anyMatch(near -> calls(near, Subject.class, "allows"));
                if (!asked) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    type, type.getName() + " never asks what is restricted"));
                }
            }
        };
    }

    private static boolean calls(JavaClass type, Class<?> owner, String method) {
        return type.getMethodCallsFromSelf().stream()
                .map(call -> call.getTarget())
                .anyMatch(target ->
                        target.getName().equals(method) && target.getOwner().isEquivalentTo(owner));
    }

    private static DescribedPredicate<JavaMethod> areEndpoints() {
        return DescribedPredicate.describe(
                "answer an HTTP verb",
                // An interface is a client of somebody else's path.
                method ->
                        !method.getOwner().isInterface()
                                && VERBS.stream().anyMatch(method::isAnnotatedWith));
    }

    private static DescribedPredicate<JavaMethod> areForStaffOrServices() {
        return areUnder("/internal").or(areUnder("/v1/admin"));
    }

    private static DescribedPredicate<JavaMethod> areUnder(String prefix) {
        return DescribedPredicate.describe(
                "are under " + prefix,
                method ->
                        method.getOwner()
                                .tryGetAnnotationOfType(Path.class)
                                .filter(path -> path.value().startsWith(prefix))
                                .isPresent());
    }

    private static ArchCondition<JavaMethod> needAPermission() {
        return new ArchCondition<>("be @Permitted, or their class") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                if (!method.isAnnotatedWith(Permitted.class)
                        && !method.getOwner().isAnnotatedWith(Permitted.class)) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    method, method.getFullName() + " needs no permission"));
                }
            }
        };
    }

    private static ArchCondition<JavaMethod> sayWhoMayCall() {
        return new ArchCondition<>("be @RolesAllowed or @PermitAll, or their class") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean says =
                        method.isAnnotatedWith(RolesAllowed.class)
                                || method.isAnnotatedWith(PermitAll.class)
                                || method.getOwner().isAnnotatedWith(RolesAllowed.class)
                                || method.getOwner().isAnnotatedWith(PermitAll.class);
                if (!says) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    method, method.getFullName() + " does not say who may call"));
                }
            }
        };
    }
}
