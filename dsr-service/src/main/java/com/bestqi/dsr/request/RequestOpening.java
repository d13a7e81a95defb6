package com.bestqi.dsr.request;

import com.bestqi.dsr.rights.RequestType;
import com.bestqi.dsr.rights.Wish;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.problem.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request as it comes in. */
@RegisterForReflection
public record RequestOpening(
        @NotNull RequestType type,
        @Nullable @Valid ScopeOpening scope,
        @Nullable @Size(min = 1, max = 4_000) String details,
        @Nullable @Valid CorrectionOpening correction,
        @Nullable @Valid RestrictionOpening restriction,
        @Nullable @Size(min = 1, max = 200) String recipient) {
    private static final Set<String> CATEGORIES =
            Arrays.stream(DataCategory.values())
                    .map(DataCategory::key)
                    .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> SERVICES =
            Set.of("account", "device", "consent", "dsr", "notification");

    /** What it is limited to. */
    @RegisterForReflection
    public record ScopeOpening(
            @Nullable @Size(max = 100) List<@NotNull @Size(max = 50) String> categories,
            @Nullable @Size(max = 100) List<@NotNull @Size(max = 50) String> services) {
        boolean empty() {
            return (categories == null || categories.isEmpty())
                    && (services == null || services.isEmpty());
        }
    }

    /** What is to be made right, and what it is to be. */
    @RegisterForReflection
    public record CorrectionOpening(
            @NotNull @Size(min = 1, max = 100) @Pattern(regexp = "[A-Za-z][A-Za-z0-9 ._-]*")
                    String field,
            @NotNull @Size(min = 1, max = 1_000) String value) {
        @Override
        public String toString() {
            return "CorrectionOpening[hidden]";
        }
    }

    /** When a restriction is to end. */
    @RegisterForReflection
    public record RestrictionOpening(@Nullable Instant until) {}

    /** What is asked for; throws 400 for what does not belong to the type or names nothing. */
    public RequestService.Opening checked() {
        var violations = new ArrayList<Violation>();
        if ((correction == null) == (type == RequestType.RECTIFICATION)) {
            violations.add(new Violation("correction", "belongs to RECTIFICATION, which needs it"));
        }
        if (restriction != null && type != RequestType.RESTRICTION) {
            violations.add(new Violation("restriction", "belongs to RESTRICTION"));
        }
        if (recipient != null && (type != RequestType.PORTABILITY || recipient.isBlank())) {
            violations.add(new Violation("recipient", "belongs to PORTABILITY, and is a name"));
        }
        if (type == RequestType.ERASURE && scope != null && scope.empty()) {
            throw new ProblemException(
                    CommonProblem.UNPROCESSABLE,
                    "A scope that names nothing erases nothing; leave it out to erase everything.");
        }
        var given = scope == null ? new ScopeOpening(null, null) : scope;
        var categories = names(given.categories());
        var services = names(given.services());
        requireKnown("scope.categories", categories, CATEGORIES, violations);
        requireKnown("scope.services", services, SERVICES, violations);
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        var until = restriction == null ? null : restriction.until();
        var wish =
                new Wish(
                        details,
                        correction == null ? null : correction.field(),
                        correction == null ? null : correction.value(),
                        null,
                        until == null ? null : until.toString(),
                        recipient);
        return new RequestService.Opening(type, categories, services, wish);
    }

    /** Names in a query, one by one or with commas between; throws 400 for unknown ones. */
    static Set<String> names(String field, @Nullable List<String> given, boolean ofCategories) {
        var names = new TreeSet<String>();
        for (var text : given == null ? List.<String>of() : given) {
            names.addAll(List.of(text.split(",", -1)));
        }
        var violations = new ArrayList<Violation>();
        requireKnown(field, names, ofCategories ? CATEGORIES : SERVICES, violations);
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        return names;
    }

    private static void requireKnown(
            String field, Set<String> names, Set<String> known, List<Violation> violations) {
        if (!known.containsAll(names)) {
            violations.add(new Violation(field, "names something that does not exist"));
        }
    }

    private static Set<String> names(@Nullable List<String> given) {
        return given == null ? Set.of() : Set.copyOf(new TreeSet<>(given));
    }

    @Override
    public String toString() {
        return "RequestOpening[" + type + "]";
    }
}
