package com.bestqi.consent.permission;

import com.bestqi.consent.catalogue.SwitchCatalogue;
import com.bestqi.consent.permission.LedgerEntry.Wish;
import com.bestqi.consent.permission.PermissionService.Standing;
import com.bestqi.consent.publication.LanguageTag;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What the person who is logged in has granted. */
@Path("/v1/consents")
@RolesAllowed("user")
@RunOnVirtualThread
@HeedsPrivacySignal
class PermissionResource {
    private final PermissionService permissions;
    private final ConsentLedger ledger;
    private final Caller caller;

    PermissionResource(PermissionService permissions, ConsentLedger ledger, Caller caller) {
        this.permissions = permissions;
        this.ledger = ledger;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "How every switch stands")
    public PermissionsView all() {
        var standings = permissions.all(caller.accountId());
        return new PermissionsView(
                standings.getFirst().revision(),
                standings.stream().map(PermissionItemView::of).toList());
    }

    @PUT
    @Path("/{key}")
    @Operation(
            summary = "Turns a switch on or off",
            description =
                    "Turning on a switch that has a notice takes its current version in notice"
                            + " (422 notice-required); turning off takes nothing but granted:"
                            + " false. The receipt names the first of Accept-Language as the"
                            + " language that was shown. Sec-GPC: 1 wins over a grant of analytics"
                            + " in the same call.")
    public PermissionView set(
            @PathParam("key") String key,
            @HeaderParam(PrivacySignal.HEADER) @Nullable String signal,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages,
            @Valid @NotNull PermissionChange change) {
        // The signal speaks louder than a grant that comes with it.
        boolean overruled = PrivacySignal.given(signal) && key.equals(SwitchCatalogue.ANALYTICS);
        var wish = overruled ? Wish.withdrawal(key, Wish.BY_SIGNAL) : change.wish(key);
        var shownIn = LanguageTag.preferred(languages).orElse(null);
        return PermissionView.of(permissions.set(caller.accountId(), wish, shownIn));
    }

    @GET
    @Path("/history")
    @Operation(summary = "Every grant and withdrawal, newest first")
    public Page<EntryView> history(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var asked = PageRequest.of(limit, cursor);
        long below = asked.from().map(PermissionResource::revision).orElse(Long.MAX_VALUE);
        return Page.of(
                ledger.below(caller.accountId(), below, asked.limit() + 1),
                asked,
                EntryView::of,
                entry -> Long.toString(entry.revision()));
    }

    private static long revision(String position) {
        if (!position.matches("[0-9]{1,18}")) {
            throw PageRequest.badCursor();
        }
        return Long.parseLong(position);
    }

    /**
     * What is to be true of a switch.
     *
     * @param notice the notice shown, as {@code key@version}
     * @param installationId the phone it was done on
     */
    record PermissionChange(
            @NotNull Boolean granted,
            @Nullable @Size(max = 100) String notice,
            @Nullable UUID installationId) {
        Wish wish(String key) {
            return new Wish(key, granted, granted ? notice : null, installationId, Wish.BY_PERSON);
        }
    }

    record PermissionsView(long revision, List<PermissionItemView> items) {}

    record PermissionItemView(
            String key,
            boolean granted,
            @Nullable Instant since,
            @Nullable String notice,
            String basis) {
        static PermissionItemView of(Standing standing) {
            return new PermissionItemView(
                    standing.key(),
                    standing.granted(),
                    standing.entry().map(LedgerEntry::since).orElse(null),
                    standing.entry().map(LedgerEntry::notice).orElse(null),
                    "consent");
        }
    }

    record PermissionView(
            String key,
            boolean granted,
            @Nullable Instant since,
            long revision,
            @Nullable String receipt) {
        static PermissionView of(Standing standing) {
            return new PermissionView(
                    standing.key(),
                    standing.granted(),
                    standing.entry().map(LedgerEntry::since).orElse(null),
                    standing.revision(),
                    standing.entry()
                            .map(entry -> "/v1/consents/" + entry.key() + "/receipt")
                            .orElse(null));
        }
    }

    record EntryView(
            long revision,
            String key,
            boolean granted,
            Instant at,
            Instant since,
            @Nullable String notice,
            @Nullable UUID installationId,
            String cause) {
        static EntryView of(LedgerEntry entry) {
            return new EntryView(
                    entry.revision(),
                    entry.key(),
                    entry.granted(),
                    entry.createdAt(),
                    entry.since(),
                    entry.notice(),
                    entry.installationId(),
                    entry.cause());
        }
    }
}
