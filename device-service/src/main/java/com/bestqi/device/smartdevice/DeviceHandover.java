package com.bestqi.device.smartdevice;

import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.device.devicetype.DeviceTypes;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;

/** Hands devices on to another person, with nothing of what they told the former one. */
@ApplicationScoped
public class DeviceHandover {
    private final SmartDeviceRepository devices;
    private final DeviceWipes wipes;
    private final DeviceTypes types;
    private final Clock clock;

    DeviceHandover(
            SmartDeviceRepository devices, DeviceWipes wipes, DeviceTypes types, Clock clock) {
        this.devices = devices;
        this.wipes = wipes;
        this.types = types;
        this.clock = clock;
    }

    /**
     * Makes the devices that one person has in a home another's: as new, under the name of their
     * type, without the Wi-Fi they were in. The caller holds the exclusive lock on both. A device
     * changes its token for one of its new owner's.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void give(UUID homeId, Subject from, Subject to) {
        for (var device : devices.inHome(from.accountId(), homeId)) {
            if (wipes.underWay(to.accountId(), device.deviceId())) {
                throw new ProblemException(
                                CommonProblem.CONFLICT,
                                "A device is still forgetting its time with this person.")
                        .header("Retry-After", "60");
            }
            wipes.begin(from.accountId(), device.deviceId());
            var title = types.find(device.deviceType()).map(DeviceType::title).orElseThrow();
            devices.give(device, to, title, clock.instant());
        }
    }
}
