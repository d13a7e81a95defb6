package com.bestqi.device.reading;

import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.device.devicetype.ReadingType;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What somebody who watches a device may see of it, asked anew at every look. */
@ApplicationScoped
class WatchReadings {
    private static final int MOST_AT_ONCE = 200;

    private final ReadingRepository readings;
    private final ReadingSight sight;
    private final Subjects subjects;

    WatchReadings(ReadingRepository readings, ReadingSight sight, Subjects subjects) {
        this.readings = readings;
        this.sight = sight;
        this.subjects = subjects;
    }

    /**
     * What is watched.
     *
     * @param viewerId who watches: the device's owner, or somebody who lives with it
     * @param type null for all
     */
    record Watched(UUID viewerId, UUID deviceId, @Nullable String type) {}

    /** What a look found. */
    sealed interface Look {}

    /** Something new, oldest first, or nothing. */
    record News(DeviceType type, List<Reading> readings) implements Look {
        /** Whether there may be more already. */
        boolean full() {
            return readings.size() == MOST_AT_ONCE;
        }
    }

    /** What may be seen at this moment. */
    private sealed interface Sight {}

    private record Open(ReadingSight.Visible visible, Subject owner, List<ReadingType> types)
            implements Sight {}

    /**
     * There is nothing to watch any more.
     *
     * @param key the switch that is off, where that is the reason
     */
    record Ended(Reason reason, @Nullable String key) implements Look, Sight {}

    /** Why a stream ends. */
    enum Reason {
        /** The person is erased or being erased. */
        ACCOUNT_ERASED,
        /** The device is removed. */
        DEVICE_ERASED,
        /** The person has restricted this (RI-4). */
        RESTRICTED,
        /** The switch is off that everything watched needs (RI-7). */
        NO_CONSENT,
        /** The token that the stream was opened with has ended. */
        TOKEN_EXPIRED;

        /** The name in the API. */
        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Where a stream begins: where it was left, or with what comes now. Throws 400 when the device
     * has no such type, and 404, 410, 423 or 403 when there is nothing to watch.
     */
    Seen begin(Watched watched, Optional<Seen> resumed) {
        subjects.live(watched.viewerId());
        return switch (sight(watched, sight.shown(watched.viewerId(), watched.deviceId()))) {
            case Ended ended -> throw problem(ended);
            case Open(var visible, _, _) -> {
                var seen = resumed.orElseGet(Seen::new);
                // Also of what is not to be seen yet: if it is later, its past is in the list.
                var all = wanted(watched, visible);
                seen.begin(readings.last(visible.ownerId(), watched.deviceId(), all));
                yield seen;
            }
        };
    }

    /** What came since. */
    Look next(Watched watched, Seen seen) {
        try {
            subjects.live(watched.viewerId());
            var now = sight(watched, sight.shown(watched.viewerId(), watched.deviceId()));
            return switch (now) {
                case Ended ended -> ended;
                case Open open -> news(watched, open, seen);
            };
        } catch (ProblemException e) {
            return switch (e.problem()) {
                case CommonProblem.ACCOUNT_ERASED -> new Ended(Reason.ACCOUNT_ERASED, null);
                // To those who do not live with it any more it does not exist either.
                case CommonProblem.NOT_FOUND, CommonProblem.FORBIDDEN ->
                        new Ended(Reason.DEVICE_ERASED, null);
                default -> throw e;
            };
        }
    }

    private News news(Watched watched, Open open, Seen seen) {
        var visible = open.visible();
        var permitted = open.types().stream().filter(one -> permitted(one, open.owner())).toList();
        var since = new HashMap<String, Instant>();
        for (var type : permitted) {
            var last = seen.byType().getOrDefault(type.type(), Instant.EPOCH);
            since.put(type.type(), last.isBefore(visible.from()) ? visible.from() : last);
        }
        return new News(
                visible.type(),
                readings.following(
                        visible.ownerId(), watched.deviceId(), permitted, since, MOST_AT_ONCE));
    }

    private Sight sight(Watched watched, ReadingSight.Visible visible) {
        var owner = sight.owner(visible);
        var use = visible.own() ? Processing.USE : Processing.DISCLOSE;
        var free =
                wanted(watched, visible).stream()
                        .filter(one -> owner.allows(use, one.categories()))
                        .toList();
        if (free.isEmpty()) {
            return new Ended(Reason.RESTRICTED, null);
        }
        // By what is known, however old: a copy that may be stale shows nothing, but ends nothing.
        var granted = free.stream().filter(one -> granted(one, owner)).toList();
        return granted.isEmpty()
                ? new Ended(Reason.NO_CONSENT, free.getFirst().category())
                : new Open(visible, owner, granted);
    }

    private static List<ReadingType> wanted(Watched watched, ReadingSight.Visible visible) {
        var name = watched.type();
        if (name == null) {
            return visible.shown();
        }
        var named = visible.shown().stream().filter(one -> one.type().equals(name)).toList();
        if (named.isEmpty()) {
            throw ProblemException.invalid("type", "is not one that this device reports");
        }
        return named;
    }

    private static boolean granted(ReadingType type, Subject owner) {
        return type.category() == null || owner.granted().containsKey(type.category());
    }

    private static boolean permitted(ReadingType type, Subject owner) {
        return type.category() == null || owner.permits(type.category());
    }

    private static ProblemException problem(Ended ended) {
        return switch (ended.reason()) {
            case RESTRICTED ->
                    new ProblemException(
                            CommonProblem.PROCESSING_RESTRICTED,
                            "The processing of this data is restricted at the person's request.");
            case NO_CONSENT -> ProblemException.consentRequired(String.valueOf(ended.key()));
            case ACCOUNT_ERASED, DEVICE_ERASED, TOKEN_EXPIRED -> ProblemException.notFound();
        };
    }
}
