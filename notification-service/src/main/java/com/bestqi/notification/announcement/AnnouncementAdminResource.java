package com.bestqi.notification.announcement;

import com.bestqi.notification.preference.Channel;
import com.bestqi.notification.preference.NotificationKind;
import com.bestqi.notification.wording.Wordings;
import com.bestqi.platform.audit.About;
import com.bestqi.platform.audit.Audited;
import com.bestqi.platform.audit.AuditedCall;
import com.bestqi.platform.permission.Permitted;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.Idempotency;
import com.bestqi.platform.web.Idempotent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What staff have everybody told. */
@Path("/v1/admin/announcements")
@RolesAllowed({"support-agent", "privacy-officer", "policy-editor", "auditor"})
@RunOnVirtualThread
class AnnouncementAdminResource {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AnnouncementService announcements;
    private final AuditedCall audited;
    private final Idempotency idempotency;
    private final Clock clock;

    AnnouncementAdminResource(
            AnnouncementService announcements,
            AuditedCall audited,
            Idempotency idempotency,
            Clock clock) {
        this.announcements = announcements;
        this.audited = audited;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Permitted(resource = "announcements", scope = Permitted.EDIT)
    @Audited(purpose = "PU-6")
    @Operation(
            operationId = "announce",
            summary = "Has everybody told something",
            description =
                    "Everybody gets a notice in the app, once; by mail and push as they chose, and"
                            + " a BREACH by mail whatever they chose. SERVICE goes only to those who"
                            + " have the switch `notifications` on. Texts in English and any of de,"
                            + " es, fr, zh; plain text, paragraphs apart by an empty line.")
    @APIResponse(responseCode = "202", description = "People are being told")
    @APIResponse(responseCode = "400", description = "A field or language is not valid")
    @APIResponse(responseCode = "403", description = "Keycloak does not permit it")
    @APIResponse(
            responseCode = "422",
            description = "The policy version or the time makes no sense here")
    @APIResponse(responseCode = "503", description = "Keycloak gave no decision; nothing was done")
    public RestResponse<AnnouncementView> announce(@Valid @NotNull AnnouncementDraft draft) {
        idempotency.aboutNobody();
        draft.check(clock.instant());
        var made =
                announcements.announce(
                        draft.kind().about(), draft.texts(), draft.more(), draft.effectiveAt());
        audited.about(About.thing("announcement", made.announcementId()));
        return RestResponse.ResponseBuilder.<AnnouncementView>create(RestResponse.Status.ACCEPTED)
                .location(URI.create("/v1/admin/announcements/" + made.announcementId()))
                .entity(AnnouncementView.of(announcements.progress(made.announcementId())))
                .build();
    }

    @GET
    @Path("/{id}")
    @Permitted(resource = "announcements", scope = Permitted.VIEW)
    @Audited(purpose = "PU-6")
    @Operation(
            operationId = "getAnnouncement",
            summary = "How far an announcement has come, by channel")
    @APIResponse(responseCode = "200", description = "The announcement and its progress")
    @APIResponse(responseCode = "403", description = "Keycloak does not permit it")
    @APIResponse(responseCode = "404", description = "There is no such announcement")
    @APIResponse(responseCode = "503", description = "Keycloak gave no decision; nothing was done")
    public AnnouncementView get(@PathParam("id") UUID announcementId) {
        return AnnouncementView.of(announcements.progress(announcementId));
    }

    /** What staff may announce. */
    enum AnnouncedKind {
        POLICY_CHANGE(NotificationKind.POLICY_CHANGE),
        PURPOSE_CHANGE(NotificationKind.PURPOSE_CHANGE),
        OWNERSHIP_CHANGE(NotificationKind.OWNERSHIP_CHANGE),
        BREACH(NotificationKind.BREACH),
        SERVICE(NotificationKind.SERVICE);

        private final NotificationKind about;

        AnnouncedKind(NotificationKind about) {
            this.about = about;
        }

        NotificationKind about() {
            return about;
        }
    }

    /**
     * An announcement as it is written.
     *
     * @param title one line in each language
     */
    record AnnouncementDraft(
            @NotNull AnnouncedKind kind,
            @NotEmpty @Size(max = 5)
                    Map<String, @NotBlank @Size(max = 200) @Pattern(regexp = ONE_LINE) String>
                            title,
            @NotEmpty @Size(max = 5)
                    Map<String, @NotBlank @Size(max = 10_000) @Pattern(regexp = LINES) String> body,
            @Nullable @Size(max = 40) @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]*")
                    String policyVersion,
            @Nullable Instant effectiveAt) {
        private static final String ONE_LINE = "[^\\p{Cntrl}\\u2028\\u2029]*";
        private static final String LINES = "[^\\p{Cntrl}&&[^\\r\\n\\t]]*";
        private static final Set<AnnouncedKind> OF_POLICIES =
                Set.of(AnnouncedKind.POLICY_CHANGE, AnnouncedKind.PURPOSE_CHANGE);

        /** Throws 400 or 422. */
        void check(Instant now) {
            if (!title.keySet().equals(body.keySet())) {
                throw ProblemException.invalid("body", "must be in the languages of the title");
            }
            if (!title.containsKey(Wordings.FALLBACK)) {
                throw ProblemException.invalid("title", "must be in English, at least");
            }
            if (!title.keySet().stream().allMatch(Wordings::exist)) {
                throw ProblemException.invalid("title", "is in a language that is not supported");
            }
            if (policyVersion != null && !OF_POLICIES.contains(kind)) {
                throw new ProblemException(
                        CommonProblem.UNPROCESSABLE,
                        "Only a change of the policy or of a purpose names a policy version.");
            }
            if (effectiveAt != null && effectiveAt.isBefore(now)) {
                throw new ProblemException(
                        CommonProblem.UNPROCESSABLE, "effectiveAt lies in the past.");
            }
        }

        String texts() {
            var texts = new HashMap<String, Map<String, String>>();
            title.forEach((language, words) ->
                    texts.put(
                            language,
                            Map.of(
                                    "title",
                                    words.strip(),
                                    "body",
                                    body.getOrDefault(language, "")
                                            .replace("\r\n", "\n")
                                            .strip())));
            try {
                return JSON.writeValueAsString(texts);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("texts are always JSON", e);
            }
        }

        Map<String, String> more() {
            return policyVersion == null ? Map.of() : Map.of("version", policyVersion);
        }
    }

    /** Whether everybody who was there has been told. */
    enum AnnouncementState {
        TELLING,
        TOLD
    }

    /**
     * How many messages by one channel.
     *
     * @param failed refused, given up or in doubt
     * @param withheld turned off, restricted or erased since
     */
    record ChannelProgress(long pending, long delivered, long failed, long withheld) {
        static ChannelProgress of(Channel channel, AnnouncementService.Progress progress) {
            if (channel == Channel.INBOX) {
                return new ChannelProgress(0, progress.inInboxes(), 0, 0);
            }
            long pending = 0;
            long delivered = 0;
            long failed = 0;
            long withheld = 0;
            for (var count : progress.messages()) {
                if (count.channel() == channel) {
                    switch (count.state()) {
                        case "PENDING", "SENDING" -> pending += count.messages();
                        case "SENT" -> delivered += count.messages();
                        case "WITHHELD", "INBOX_ONLY" -> withheld += count.messages();
                        default -> failed += count.messages();
                    }
                }
            }
            return new ChannelProgress(pending, delivered, failed, withheld);
        }
    }

    record AnnouncementView(
            UUID announcementId,
            AnnouncedKind kind,
            @Nullable Map<String, String> title,
            @Nullable Map<String, String> body,
            @Nullable String policyVersion,
            @Nullable Instant effectiveAt,
            Instant announcedAt,
            AnnouncementState state,
            Map<Channel, ChannelProgress> progress) {
        static AnnouncementView of(AnnouncementService.Progress progress) {
            var announced = progress.announcement();
            var texts = read(announced.texts());
            var byChannel = new EnumMap<Channel, ChannelProgress>(Channel.class);
            for (var channel : Channel.values()) {
                byChannel.put(channel, ChannelProgress.of(channel, progress));
            }
            return new AnnouncementView(
                    announced.announcementId(),
                    AnnouncedKind.valueOf(announced.notice().kind()),
                    part(texts, "title"),
                    part(texts, "body"),
                    announced.policyVersion() == null
                            ? announced.given().get("version")
                            : announced.policyVersion(),
                    announced.effectiveAt(),
                    announced.announcedAt(),
                    progress.closed() ? AnnouncementState.TOLD : AnnouncementState.TELLING,
                    byChannel);
        }

        private static @Nullable Map<String, Map<String, String>> read(@Nullable String texts) {
            try {
                return texts == null
                        ? null
                        : JSON.readValue(
                                texts, new TypeReference<Map<String, Map<String, String>>>() {});
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("texts are not JSON", e);
            }
        }

        private static @Nullable Map<String, String> part(
                @Nullable Map<String, Map<String, String>> texts, String part) {
            if (texts == null) {
                return null;
            }
            var found = new HashMap<String, String>();
            texts.forEach((language, text) -> found.put(language, text.getOrDefault(part, "")));
            return found;
        }
    }
}
