package com.bestqi.dsr.request;

import com.bestqi.dsr.restriction.Restrictions;
import com.bestqi.dsr.rights.RequestBook;
import com.bestqi.dsr.rights.RequestState;
import com.bestqi.dsr.rights.RequestType;
import com.bestqi.dsr.rights.RightsRequest;
import com.bestqi.dsr.rights.Wish;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request as the person sees it.
 *
 * @param active of a restriction, whether it is in force in every service
 * @param packageUrl where the copy is fetched, once it is made
 * @param certificateUrl where the proof of an erasure is fetched, once it is made
 * @param recipient whom a portable copy is to go to, besides the person
 * @param statusUrl where an erasure of everything is followed without an account
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record RequestView(
        UUID requestId,
        RequestType type,
        RequestState state,
        @Nullable Boolean active,
        Instant receivedAt,
        Instant dueAt,
        @Nullable Instant completedAt,
        @Nullable Instant coolingOffUntil,
        ScopeView scope,
        @Nullable RestrictionView restriction,
        @Nullable CorrectionView correction,
        @Nullable String details,
        @Nullable String recipient,
        @Nullable String packageUrl,
        @Nullable Instant packageUntil,
        @Nullable String certificateUrl,
        @Nullable String statusUrl,
        List<StepView> timeline) {

    @RegisterForReflection
    record ScopeView(List<String> categories, List<String> services) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RestrictionView(@Nullable Instant until, @Nullable Instant liftedAt) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CorrectionView(String field, @Nullable String value, @Nullable String before) {
        @Override
        public String toString() {
            return "CorrectionView[hidden]";
        }
    }

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StepView(String state, Instant at, @Nullable String note) {
        @Override
        public String toString() {
            return "StepView[" + state + "]";
        }
    }

    /** What else there is to a request, known to the features. */
    record Extras(
            Restrictions.@Nullable Standing standing,
            @Nullable Instant packageUntil,
            boolean certified,
            @Nullable String statusUrl) {}

    static RequestView of(
            RightsRequest request, Wish wish, List<RequestBook.Step> steps, Extras extras) {
        var path = "/v1/requests/" + request.requestId();
        var standing = extras.standing();
        boolean restriction = request.type() == RequestType.RESTRICTION;
        var field = wish.field();
        return new RequestView(
                request.requestId(),
                request.type(),
                request.state(),
                standing != null ? (Boolean) standing.active() : restriction ? false : null,
                request.receivedAt(),
                request.dueAt(),
                request.completedAt(),
                request.actAt(),
                new ScopeView(request.categories(), request.services()),
                standing != null
                        ? new RestrictionView(standing.until(), standing.liftedAt())
                        : restriction ? new RestrictionView(wish.end(), null) : null,
                field == null ? null : new CorrectionView(field, wish.value(), wish.before()),
                wish.details(),
                wish.recipient(),
                extras.packageUntil() == null ? null : path + "/package",
                extras.packageUntil(),
                extras.certified() ? path + "/certificate" : null,
                extras.statusUrl(),
                steps.stream()
                        .map(step -> new StepView(step.kind(), step.at(), step.note()))
                        .toList());
    }

    @Override
    public String toString() {
        return "RequestView[" + requestId + "]";
    }
}
