package com.bestqi.device.reading;

import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.device.devicetype.DeviceTypes;
import com.bestqi.device.devicetype.ReadingType;
import com.bestqi.device.smartdevice.SmartDevices;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
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
    private final SmartDevices devices;
    private final DeviceTypes types;
    private final Subjects subjects;

    WatchReadings(
            ReadingRepository readings,
            SmartDevices devices,
            DeviceTypes types,
            Subjects subjects) {
        this.readings = readings;
        this.devices = devices;
        this.types = types;
        this.subjects = subjects;
    }

    /**
     * What is watched.
     *
     * @param type null for all
     */
    record Watched(UUID ownerId, UUID deviceId, @Nullable String type) {}

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

    private record Visible(DeviceType type, List<ReadingType> types) implements Sight {}

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
        return switch (sight(watched, subjects.live(watched.ownerId()))) {
            case Ended ended -> throw problem(ended);
            case Visible visible -> {
                var seen = resumed.orElseGet(Seen::new);
                // Also of what is not to be seen yet: if it is later, its past is in the list.
                var all = wanted(watched, visible.type());
                seen.begin(readings.last(watched.ownerId(), watched.deviceId(), all));
                yield seen;
            }
        };
    }

    /** What came since. */
    Look next(Watched watched, Seen seen) {
        Subject owner;
        try {
            owner = subjects.live(watched.ownerId());
        } catch (ProblemException e) {
            if (e.problem() == CommonProblem.ACCOUNT_ERASED) {
                return new Ended(Reason.ACCOUNT_ERASED, null);
            }
            throw e;
        }
        return switch (sight(watched, owner)) {
            case Ended ended -> ended;
            case Visible(var type, var visible) ->
                    new News(
                            type,
                            readings.following(
                                    watched.ownerId(),
                                    watched.deviceId(),
                                    visible.stream().filter(one -> permitted(one, owner)).toList(),
                                    seen.byType(),
                                    MOST_AT_ONCE));
        };
    }

    private Sight sight(Watched watched, Subject owner) {
        var type = devices.typeOf(watched.ownerId(), watched.deviceId()).flatMap(types::find);
        if (type.isEmpty()) {
            return new Ended(Reason.DEVICE_ERASED, null);
        }
        var wanted = wanted(watched, type.get());
        var free =
                wanted.stream()
                        .filter(one -> owner.allows(Processing.USE, one.categories()))
                        .toList();
        if (free.isEmpty()) {
            return new Ended(Reason.RESTRICTED, null);
        }
        // By what is known, however old: a copy that may be stale shows nothing, but ends nothing.
        var granted = free.stream().filter(one -> granted(one, owner)).toList();
        return granted.isEmpty()
                ? new Ended(Reason.NO_CONSENT, free.getFirst().category())
                : new Visible(type.get(), granted);
    }

    private static List<ReadingType> wanted(Watched watched, DeviceType type) {
        var name = watched.type();
        return name == null
                ? type.readings()
                : List.of(
                        type.reading(name)
                                .orElseThrow(() ->
                                        ProblemException.invalid(
                                                "type", "is not one that this device reports")));
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
