package com.bestqi.device.smartdevice;

import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
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
     * @param own whether it is their own device
     */
    public record Access(UUID ownerId, HomeRole role, boolean own) {
        /** As what they give commands: whoever's home it is in, only the device's owner is that. */
        public HomeRole giver() {
            return !own && role == HomeRole.OWNER ? HomeRole.MEMBER : role;
        }

        /** Goes on only for those who live with the device. Throws 403. */
        public Access livingThere() {
            if (!role.livesThere()) {
                throw new ProblemException(
                        CommonProblem.FORBIDDEN, "Guests of a home do not see what was.");
            }
            return this;
        }
    }

    /**
     * What somebody may see of what a device reports.
     *
     * @param ownerId whose device it is
     * @param own whether it is their own, of which they may see all
     * @param from the first moment they may see: for others, since they and the device are in the
     *     same home
     */
    public record Sight(UUID ownerId, boolean own, Instant from) {}

    /** Throws 404 when a person is nothing to a device, 403 when they do not live with it. */
    public Sight sight(UUID accountId, UUID deviceId) {
        var place = devices.place(deviceId).orElseThrow(ProblemException::notFound);
        var access = access(accountId, place).orElseThrow(ProblemException::notFound);
        if (access.own()) {
            return new Sight(accountId, true, Instant.EPOCH);
        }
        access.livingThere();
        var there = roles.since(accountId, place.homeId()).orElseThrow(ProblemException::notFound);
        return new Sight(
                place.ownerId(), false, there.isAfter(place.since()) ? there : place.since());
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
            return Optional.of(new Access(accountId, HomeRole.OWNER, true));
        }
        return roles.of(place.ownerId(), place.homeId())
                .flatMap(_ -> roles.of(accountId, place.homeId()))
                .map(role -> new Access(place.ownerId(), role, false));
    }
}
