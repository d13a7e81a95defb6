package com.bestqi.device.location;

import com.bestqi.device.location.Position.Precision;
import com.bestqi.device.sample.Refusal.Reason;
import com.bestqi.device.sample.SampleTime;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which samples may be kept, and how precisely (PM-1).
 *
 * @param owner under the lock of the transaction that stores
 */
record LocationRules(UUID installationId, Subject owner, Instant now) {
    static final String PRECISE = "location.precise";
    static final String COARSE = "location.coarse";

    /** What a sample came to. */
    sealed interface Judgement {}

    /**
     * It may be kept.
     *
     * @param coarsened whether it came more precise than it may stay
     */
    record Kept(Position position, boolean coarsened) implements Judgement {}

    /** It must not. */
    record Refused(Reason reason) implements Judgement {}

    Judgement judge(LocationItem item) {
        var at = item.at() == null ? Optional.<Instant>empty() : SampleTime.parse(item.at());
        var precision = precision(item);
        var coordinates = coordinates(item);
        if (at.isEmpty() || precision.isEmpty() || coordinates.isEmpty()) {
            return new Refused(Reason.MALFORMED);
        }
        var wrongTime = SampleTime.refusal(at.get(), now);
        if (wrongTime.isPresent()) {
            return new Refused(wrongTime.get());
        }
        if (!coordinates.get().possible()) {
            return new Refused(Reason.OUT_OF_RANGE);
        }
        return owner.allows(Processing.COLLECT, DataCategory.LOCATION)
                ? gate(at.get(), precision.get(), coordinates.get())
                : new Refused(Reason.RESTRICTED);
    }

    private Judgement gate(Instant at, Precision asked, Coordinates coordinates) {
        boolean precise = owner.permits(PRECISE, at);
        if (asked == Precision.PRECISE && precise) {
            return new Kept(new Position(installationId, at, asked, coordinates), false);
        }
        if (!precise && !owner.permits(COARSE, at)) {
            return new Refused(Reason.NO_CONSENT);
        }
        // Also for one that calls itself coarse: the promise is the service's, not the sender's.
        var coarse = new Position(installationId, at, Precision.COARSE, coordinates.coarse());
        return new Kept(coarse, asked == Precision.PRECISE);
    }

    private static Optional<Precision> precision(LocationItem item) {
        for (var precision : Precision.values()) {
            if (precision.name().equals(item.precision())) {
                return Optional.of(precision);
            }
        }
        return Optional.empty();
    }

    private static Optional<Coordinates> coordinates(LocationItem item) {
        var latitude = item.latitude();
        var longitude = item.longitude();
        var accuracy = item.accuracy();
        return latitude == null || longitude == null || accuracy == null
                ? Optional.empty()
                : Optional.of(new Coordinates(latitude, longitude, accuracy));
    }
}
