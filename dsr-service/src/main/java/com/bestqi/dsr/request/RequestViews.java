package com.bestqi.dsr.request;

import com.bestqi.dsr.certificate.StatusLink;
import com.bestqi.dsr.erasure.PartErasures;
import com.bestqi.dsr.export.Packages;
import com.bestqi.dsr.restriction.Restrictions;
import com.bestqi.dsr.rights.RequestBook;
import com.bestqi.dsr.rights.RequestState;
import com.bestqi.dsr.rights.RequestType;
import com.bestqi.dsr.rights.RightsRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts together what the person sees of requests, with one query a table for a whole page. */
@ApplicationScoped
class RequestViews {
    private final RequestBook book;
    private final Restrictions restrictions;
    private final Packages packages;
    private final PartErasures erasures;
    private final StatusLink links;

    RequestViews(
            RequestBook book,
            Restrictions restrictions,
            Packages packages,
            PartErasures erasures,
            StatusLink links) {
        this.book = book;
        this.restrictions = restrictions;
        this.packages = packages;
        this.erasures = erasures;
        this.links = links;
    }

    RequestView of(RightsRequest request) {
        return of(request.accountId(), List.of(request)).getFirst();
    }

    List<RequestView> of(UUID accountId, List<RightsRequest> requests) {
        if (requests.isEmpty()) {
            return List.of();
        }
        var ids = requests.stream().map(RightsRequest::requestId).toList();
        var steps = book.steps(accountId, ids);
        var standings = restrictions.standings(accountId, ids);
        var certified = erasures.certified(accountId, ids);
        var ready = packages.ready(accountId, ids);
        return requests.stream()
                .map(request ->
                        RequestView.of(
                                request,
                                book.wish(request),
                                steps.getOrDefault(request.requestId(), List.of()),
                                new RequestView.Extras(
                                        standings.get(request.requestId()),
                                        ready.get(request.requestId()),
                                        certified.contains(request.requestId()),
                                        statusUrl(request))))
                .toList();
    }

    /** An erasure of everything ends the account, so it is followed without one. */
    private @Nullable String statusUrl(RightsRequest request) {
        boolean leaving =
                request.type() == RequestType.ERASURE
                        && request.whole()
                        && ordered(request)
                        && request.state().open();
        return leaving
                ? links.url(
                        new StatusLink.Ticket(
                                request.requestId(),
                                request.accountId(),
                                request.receivedAt(),
                                request.dueAt()))
                : null;
    }

    /** Whether anything has been ordered for it. */
    static boolean ordered(RightsRequest request) {
        return request.state() != RequestState.RECEIVED
                && request.state() != RequestState.VERIFYING;
    }
}
