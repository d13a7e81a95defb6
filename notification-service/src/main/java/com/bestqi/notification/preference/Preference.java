package com.bestqi.notification.preference;

import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one person chose.
 *
 * @param channels the channels that are on, by kind; a kind that is not named has all
 */
public record Preference(
        Map<NotificationKind, Set<Channel>> channels, @Nullable QuietHours quietHours) {
    /** Somebody who has chosen nothing. */
    public static final Preference NONE = new Preference(Map.of(), null);

    /** Copies. */
    public Preference {
        channels = Map.copyOf(channels);
    }

    /** Whether a message of this kind goes by this channel. */
    public boolean open(NotificationKind kind, Channel channel, boolean switchedOn) {
        return kind.fixed(channel) || (switchedOn && wants(kind, channel));
    }

    /** What the person chose, whatever the switch says. */
    boolean wants(NotificationKind kind, Channel channel) {
        return kind.fixed(channel) || chosen(kind).contains(channel);
    }

    /** Until when a message of this kind has to wait, if it has to. */
    public Optional<Instant> waitUntil(NotificationKind kind, Instant now, ZoneId zone) {
        return quietHours == null || kind.urgency() != NotificationKind.Urgency.PATIENT
                ? Optional.empty()
                : quietHours.endAfter(now, zone);
    }

    /** The same, with one channel of one kind turned off. */
    Preference without(NotificationKind kind, Channel channel) {
        var all = new EnumMap<NotificationKind, Set<Channel>>(NotificationKind.class);
        all.putAll(channels);
        var left = EnumSet.noneOf(Channel.class);
        left.addAll(chosen(kind));
        left.remove(channel);
        all.put(kind, left);
        return new Preference(all, quietHours);
    }

    private Set<Channel> chosen(NotificationKind kind) {
        return channels.getOrDefault(kind, EnumSet.allOf(Channel.class));
    }
}
