package com.bestqi.device.usage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Set;

/**
 * What is counted together: the same use of the same part of the app on the same day in UTC. Names
 * nobody: a target is the app's word and may hold anything, so only names listed here are counted
 * by themselves (AU-4).
 */
record UsageCount(Instant startsAt, UsageEvent.Kind kind, String target)
        implements Comparable<UsageCount> {
    static final String OTHER = "other";

    /** The parts of the app, which are those of the suite. */
    static final Set<String> PARTS =
            Set.of(
                    "account",
                    "alerts",
                    "automation",
                    "consents",
                    "device",
                    "devices",
                    "downloads",
                    "export",
                    "faq",
                    "feedback",
                    "firmware",
                    "geofences",
                    "help",
                    "history",
                    "home",
                    "homes",
                    "inbox",
                    "language",
                    "locations",
                    "login",
                    "manual",
                    "map",
                    "members",
                    "messages",
                    "notifications",
                    "pairing",
                    "password",
                    "permissions",
                    "phones",
                    "picture",
                    "policy",
                    "privacy",
                    "profile",
                    "readings",
                    "registration",
                    "requests",
                    "rooms",
                    "scene",
                    "scenes",
                    "search",
                    "settings",
                    "support",
                    "welcome");

    private static final Comparator<UsageCount> ORDER =
            Comparator.comparing(UsageCount::startsAt)
                    .thenComparing(UsageCount::kind)
                    .thenComparing(UsageCount::target);

    static UsageCount of(UsageEvent event) {
        return new UsageCount(
                event.at().truncatedTo(ChronoUnit.DAYS), event.kind(), part(event.target()));
    }

    /** The first word of a path such as {@code devices/7/rename}, if it is a part of the app. */
    private static String part(String target) {
        int start = target.startsWith("/") ? 1 : 0;
        int slash = target.indexOf('/', start);
        var first = target.substring(start, slash < 0 ? target.length() : slash);
        return PARTS.contains(first) ? first : OTHER;
    }

    /** One order for all, so that two batches never wait for each other in a circle. */
    @Override
    public int compareTo(UsageCount other) {
        return ORDER.compare(this, other);
    }
}
