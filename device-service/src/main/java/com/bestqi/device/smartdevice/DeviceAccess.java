package com.bestqi.device.smartdevice;

import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * Who may do what with a device (SE-1): whose it is may all; who is something in the home that it
 * is in may what that role allows; to everybody else it does not exist.
 */
@ApplicationScoped
public class DeviceAccess {
    private final SmartDeviceRepository devices;
    private final HomeRoles roles;

    DeviceAccess(SmartDeviceRepository devices, HomeRoles roles) {
        this.devices = devices;
        this.roles = roles;
    }

    /**
     * What somebody is to a device.
     *
     * @param ownerId whose device it is
     * @param role in its home; {@code OWNER} for whose device it is
     */
    public record Access(UUID ownerId, HomeRole role) {
        /** Goes on only for those who live with the device. Throws 403. */
        public Access livingThere() {
            if (!role.livesThere()) {
                throw new ProblemException(
                        CommonProblem.FORBIDDEN, "Guests of a home do not see what was.");
            }
            return this;
        }
    }

    /** What a person is to a device. Throws 404 when nothing, and when there is none. */
    public Access of(UUID accountId, UUID deviceId) {
        return devices.place(deviceId)
                .flatMap(place -> access(accountId, place))
                .orElseThrow(ProblemException::notFound);
    }

    /** The homes a person is something in, so sees the devices of. */
    Collection<UUID> homesOf(UUID accountId) {
        return roles.homesOf(accountId);
    }

    /** Through a home only while the device's owner is something in it too. */
    private Optional<Access> access(UUID accountId, SmartDeviceRepository.Place place) {
        if (place.ownerId().equals(accountId)) {
            return Optional.of(new Access(accountId, HomeRole.OWNER));
        }
        return roles.of(place.ownerId(), place.homeId())
                .flatMap(_ -> roles.of(accountId, place.homeId()))
                .map(role -> new Access(place.ownerId(), role));
    }
}
