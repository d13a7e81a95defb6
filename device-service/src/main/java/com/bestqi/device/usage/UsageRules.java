package com.bestqi.device.usage;

import com.bestqi.device.sample.Refusal.Reason;
import com.bestqi.device.sample.SampleTime;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subject;
import java.time.Instant;
import java.util.Optional;

/**
 * In which form an event may be kept (AU-2, AU-4).
 *
 * @param owner under the lock of the transaction that stores
 * @param objects whether the call carries the privacy signal, which overrules the switch
 */
record UsageRules(Subject owner, boolean objects, Instant now) {
    static final String ANALYTICS = "analytics";

    private static final int LONGEST_TARGET = 200;

    /** What an event came to. */
    sealed interface Judgement {}

    /** It may be linked to the person. */
    record Identified(UsageEvent event) implements Judgement {}

    /** It may be counted. */
    record Counted(UsageCount count) implements Judgement {}

    /** It must not be kept in any form. */
    record Refused(Reason reason) implements Judgement {}

    Judgement judge(UsageItem item) {
        var at = item.at() == null ? Optional.<Instant>empty() : SampleTime.parse(item.at());
        var kind = kind(item);
        var target = item.target();
        if (at.isEmpty() || kind.isEmpty() || target == null || target.isBlank()) {
            return new Refused(Reason.MALFORMED);
        }
        var wrongTime = SampleTime.refusal(at.get(), now);
        if (wrongTime.isPresent()) {
            return new Refused(wrongTime.get());
        }
        if (target.length() > LONGEST_TARGET) {
            return new Refused(Reason.OUT_OF_RANGE);
        }
        if (!owner.allows(Processing.COLLECT, DataCategory.USAGE)) {
            return new Refused(Reason.RESTRICTED);
        }
        var event = new UsageEvent(at.get(), kind.get(), target);
        return !objects && owner.permits(ANALYTICS, event.at())
                ? new Identified(event)
                : new Counted(UsageCount.of(event));
    }

    private static Optional<UsageEvent.Kind> kind(UsageItem item) {
        for (var kind : UsageEvent.Kind.values()) {
            if (kind.name().equals(item.kind())) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
