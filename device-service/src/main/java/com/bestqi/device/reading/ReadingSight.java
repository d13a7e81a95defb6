package com.bestqi.device.reading;

import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.device.devicetype.DeviceTypes;
import com.bestqi.device.devicetype.ReadingType;
import com.bestqi.device.smartdevice.DeviceAccess;
import com.bestqi.device.smartdevice.SmartDevices;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Who sees what of a device's readings (SE-1): its owner all; those who live with it in a home what
 * is of no sensitive category, since both are there and as long as the owner has not restricted
 * that (SD-1, RI-4); guests nothing.
 */
@ApplicationScoped
class ReadingSight {
    private final DeviceAccess access;
    private final SmartDevices devices;
    private final DeviceTypes types;
    private final Subjects subjects;

    ReadingSight(DeviceAccess access, SmartDevices devices, DeviceTypes types, Subjects subjects) {
        this.access = access;
        this.devices = devices;
        this.types = types;
        this.subjects = subjects;
    }

    /**
     * What somebody may see.
     *
     * @param shown the types of readings
     * @param from the first moment
     */
    record Visible(
            UUID ownerId, boolean own, DeviceType type, List<ReadingType> shown, Instant from) {}

    /** For lists and charts. Throws 404, 403 for guests, 423 when the owner has restricted it. */
    Visible of(UUID accountId, UUID deviceId) {
        var visible = shown(accountId, deviceId);
        if (visible.own()) {
            return visible;
        }
        var owner = owner(visible);
        var free =
                visible.shown().stream()
                        .filter(one -> owner.allows(Processing.DISCLOSE, one.categories()))
                        .toList();
        if (free.isEmpty()) {
            throw new ProblemException(
                    CommonProblem.PROCESSING_RESTRICTED,
                    "The processing of this data is restricted at the person's request.");
        }
        return new Visible(visible.ownerId(), false, visible.type(), free, visible.from());
    }

    /** Before what its owner has restricted is taken out. Throws 404 or 403. */
    Visible shown(UUID accountId, UUID deviceId) {
        var sight = access.sight(accountId, deviceId);
        var type =
                devices.typeOf(sight.ownerId(), deviceId)
                        .flatMap(types::find)
                        .orElseThrow(ProblemException::notFound);
        var shown =
                type.readings().stream()
                        .filter(reading -> sight.own() || reading.category() == null)
                        .toList();
        return new Visible(sight.ownerId(), sight.own(), type, shown, sight.from());
    }

    /** Whose device it is; to others it goes with its owner. Throws 404 then. */
    Subject owner(Visible visible) {
        try {
            return subjects.live(visible.ownerId());
        } catch (ProblemException e) {
            throw e.problem() == CommonProblem.ACCOUNT_ERASED && !visible.own()
                    ? ProblemException.notFound()
                    : e;
        }
    }
}
