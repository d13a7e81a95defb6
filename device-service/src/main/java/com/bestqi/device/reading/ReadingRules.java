package com.bestqi.device.reading;

import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.device.devicetype.ReadingType;
import com.bestqi.device.sample.Refusal.Reason;
import com.bestqi.device.sample.SampleTime;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subject;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which items of a device may be kept.
 *
 * @param activatedAt when the device became this person's
 * @param owner under the lock of the transaction that stores
 */
record ReadingRules(DeviceType type, Instant activatedAt, Subject owner, Instant now) {
    private static final int LONGEST_TEXT = 4_000;

    /** What an item came to. */
    sealed interface Judgement {}

    /** It may be kept. */
    record Kept(Reading reading, ReadingType type) implements Judgement {}

    /** It must not. */
    record Refused(Reason reason) implements Judgement {}

    Judgement judge(@Nullable ReadingItem item) {
        if (item == null || item.at() == null || item.type() == null) {
            return new Refused(Reason.MALFORMED);
        }
        var declared = type.reading(item.type());
        if (declared.isEmpty()) {
            return new Refused(Reason.UNKNOWN_TYPE);
        }
        var at = SampleTime.parse(item.at());
        if (at.isEmpty() || !wellFormed(item, declared.get())) {
            return new Refused(Reason.MALFORMED);
        }
        return judge(item, declared.get(), at.get());
    }

    private static boolean wellFormed(ReadingItem item, ReadingType declared) {
        boolean oneOfBoth = (item.value() == null) != (item.text() == null);
        boolean rightOne = declared.text() == (item.text() != null);
        return oneOfBoth && rightOne && (item.unit() == null || declared.isCountedIn(item.unit()));
    }

    private Judgement judge(ReadingItem item, ReadingType declared, Instant at) {
        var wrongTime = SampleTime.refusal(at, now);
        if (wrongTime.isPresent()) {
            return new Refused(wrongTime.get());
        }
        if (at.isBefore(activatedAt)) {
            return new Refused(Reason.BEFORE_CLAIM);
        }
        if (!inRange(item, declared)) {
            return new Refused(Reason.OUT_OF_RANGE);
        }
        if (!owner.allows(Processing.COLLECT, declared.categories())) {
            return new Refused(Reason.RESTRICTED);
        }
        return allowed(declared, at)
                ? new Kept(new Reading(at, declared.type(), item.value(), item.text()), declared)
                : new Refused(Reason.NO_CONSENT);
    }

    private static boolean inRange(ReadingItem item, ReadingType declared) {
        var text = item.text();
        if (text != null) {
            return text.length() <= LONGEST_TEXT;
        }
        var value = Optional.ofNullable(item.value()).orElse(Double.NaN);
        // Also keeps out infinity, and NaN, which is neither less nor greater than anything.
        return value >= declared.min() && value <= declared.max();
    }

    private boolean allowed(ReadingType declared, Instant at) {
        var category = declared.category();
        return category == null || owner.permits(category, at);
    }
}
