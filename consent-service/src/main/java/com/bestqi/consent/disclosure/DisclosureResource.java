package com.bestqi.consent.disclosure;

import com.bestqi.consent.catalogue.PurposeCatalogue;
import com.bestqi.consent.publication.LanguageTag;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What was disclosed about the person who is logged in (SH-2). */
@Path("/v1/disclosures")
@RolesAllowed("user")
@RunOnVirtualThread
class DisclosureResource {
    private final DisclosureService disclosures;
    private final PurposeCatalogue purposes;
    private final Caller caller;

    DisclosureResource(DisclosureService disclosures, PurposeCatalogue purposes, Caller caller) {
        this.disclosures = disclosures;
        this.purposes = purposes;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Who received what about me, when and why",
            description =
                    "Newest first. country and safeguard are as they were registered then;"
                            + " consented says whether the switch that the recipient takes was on"
                            + " then, and is null for a recipient that takes none.")
    public Page<DisclosureView> list(
            @QueryParam("language") @Nullable String language,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var wanted = LanguageTag.parse(language);
        var asked = PageRequest.of(limit, cursor);
        return Page.of(
                disclosures.list(caller.accountId(), asked),
                asked,
                one -> view(one, wanted),
                DisclosureService.Position::of);
    }

    private DisclosureView view(Disclosure disclosure, LanguageTag wanted) {
        return new DisclosureView(
                disclosure.disclosureId(),
                disclosure.at(),
                disclosure.name(),
                disclosure.recipient(),
                disclosure.purpose(),
                why(disclosure.purpose(), wanted),
                disclosure.categories(),
                disclosure.country(),
                disclosure.safeguard(),
                disclosure.consented());
    }

    private String why(String key, LanguageTag wanted) {
        return purposes.find(key)
                .map(known -> known.title().getOrDefault(wanted.among(known.title().keySet()), ""))
                .orElse("");
    }

    /**
     * One disclosure.
     *
     * @param recipient who, by the name they were registered under
     * @param why the purpose in words
     */
    record DisclosureView(
            UUID disclosureId,
            Instant at,
            String recipient,
            String recipientId,
            String purpose,
            String why,
            List<String> categories,
            String country,
            @Nullable String safeguard,
            @Nullable Boolean consented) {}
}
