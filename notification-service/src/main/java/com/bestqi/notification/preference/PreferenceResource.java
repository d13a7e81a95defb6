package com.bestqi.notification.preference;

import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.web.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What the person who is logged in wants to be told. */
@Path("/v1/notification-preferences")
@RolesAllowed("user")
@RunOnVirtualThread
class PreferenceResource {
    private final Preferences preferences;
    private final Caller caller;

    PreferenceResource(Preferences preferences, Caller caller) {
        this.preferences = preferences;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "getNotificationPreferences",
            summary = "Which kinds of message go by which channel",
            description =
                    "Everything that was not turned off is on; while the switch `notifications` is"
                            + " off, only the channels that nobody can turn off are used.")
    @APIResponse(responseCode = "200", description = "The choices")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    public PreferenceView get() {
        return PreferenceView.of(preferences.show(caller.accountId()));
    }

    @PUT
    @Operation(
            operationId = "putNotificationPreferences",
            summary = "Chooses anew",
            description =
                    "Takes what GET gives. A kind or channel that is not named is on. Quiet hours"
                            + " are in the time zone of the profile; in them nothing is mailed or"
                            + " pushed that can wait, and alerts go on.")
    @APIResponse(responseCode = "200", description = "The choices")
    @APIResponse(responseCode = "400", description = "A field is not valid")
    @APIResponse(responseCode = "410", description = "The account is erased or being erased")
    @APIResponse(responseCode = "422", description = "The channel cannot be turned off")
    public PreferenceView put(@Valid @NotNull PreferenceView chosen) {
        return PreferenceView.of(preferences.replace(caller.accountId(), chosen.preference()));
    }

    /**
     * All choices.
     *
     * @param quietHours none when null
     */
    record PreferenceView(
            @NotNull @Size(max = 20) List<@NotNull @Valid KindView> items,
            @Valid @Nullable QuietHoursView quietHours) {
        static PreferenceView of(Preference preference) {
            var quiet = preference.quietHours();
            return new PreferenceView(
                    Stream.of(NotificationKind.values())
                            .filter(NotificationKind::optional)
                            .map(kind -> KindView.of(kind, preference))
                            .toList(),
                    quiet == null
                            ? null
                            : new QuietHoursView(quiet.from().toString(), quiet.to().toString()));
        }

        Preference preference() {
            var channels = new EnumMap<NotificationKind, Set<Channel>>(NotificationKind.class);
            for (var item : items) {
                if (channels.put(item.kind(), item.open()) != null) {
                    throw ProblemException.invalid("items", "names a kind twice");
                }
            }
            return new Preference(channels, quietHours == null ? null : quietHours.hours());
        }
    }

    /** The choices for one kind of message. */
    record KindView(
            @NotNull NotificationKind kind, @NotNull Map<Channel, @NotNull Boolean> channels) {
        static KindView of(NotificationKind kind, Preference preference) {
            var channels = new LinkedHashMap<Channel, Boolean>();
            for (var channel : Channel.values()) {
                channels.put(channel, preference.wants(kind, channel));
            }
            return new KindView(kind, channels);
        }

        Set<Channel> open() {
            if (!kind.optional()) {
                throw ProblemException.invalid("items", "names a kind that is sent once");
            }
            var open = EnumSet.allOf(Channel.class);
            channels.forEach((channel, on) -> {
                if (!on) {
                    if (kind.fixed(channel)) {
                        throw new ProblemException(
                                PreferenceProblem.CHANNEL_REQUIRED,
                                "A message of the kind "
                                        + kind.name()
                                        + " always goes by the channel "
                                        + channel
                                        + ".");
                    }
                    open.remove(channel);
                }
            });
            return open;
        }
    }

    /** Times of day as {@code HH:mm}; they may go over midnight. */
    record QuietHoursView(
            @NotNull @Pattern(regexp = TIME) String from,
            @NotNull @Pattern(regexp = TIME) String to) {
        private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]";

        QuietHours hours() {
            if (from.equals(to)) {
                throw ProblemException.invalid("quietHours.to", "must differ from the beginning");
            }
            return new QuietHours(LocalTime.parse(from), LocalTime.parse(to));
        }
    }
}
