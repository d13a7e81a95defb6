package com.bestqi.device.smartdevice;

import com.bestqi.device.devicetype.DeviceType;
import com.bestqi.device.smartdevice.SmartDevice.Identity;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What other features may ask and tell about devices. */
@ApplicationScoped
public class SmartDevices {
    private static final int FIRST_GENERATION = 1;

    private final SmartDeviceRepository devices;
    private final DeviceTokens tokens;
    private final Farewells farewells;
    private final Subjects subjects;
    private final SmartDeviceConfig config;
    private final Clock clock;

    SmartDevices(
            SmartDeviceRepository devices,
            DeviceTokens tokens,
            Farewells farewells,
            Subjects subjects,
            SmartDeviceConfig config,
            Clock clock) {
        this.devices = devices;
        this.tokens = tokens;
        this.farewells = farewells;
        this.subjects = subjects;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A device as it introduces itself.
     *
     * @param ssid the Wi-Fi it is in, if it is in one; never its password (DV-2)
     */
    public record Introduction(
            String serialNumber, String firmwareVersion, String macAddress, @Nullable String ssid) {
        @Override
        public String toString() {
            return "Introduction";
        }
    }

    /**
     * Adds a device to a person and a home, and makes its first token. The caller holds the lock on
     * the data-subject row.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public String add(
            Subject owner, UUID homeId, UUID deviceId, DeviceType type, Introduction device) {
        var now = clock.instant();
        devices.insert(
                owner,
                new SmartDevice(
                        deviceId,
                        owner.accountId(),
                        homeId,
                        type.key(),
                        type.title(),
                        device.firmwareVersion(),
                        new Identity(device.serialNumber(), device.macAddress(), device.ssid()),
                        now,
                        now),
                FIRST_GENERATION);
        return tokens.issue(deviceId, owner.accountId(), FIRST_GENERATION).token();
    }

    /**
     * A device that calls.
     *
     * @param owner whose it is, under a share lock that keeps it from being removed meanwhile
     * @param activatedAt when it became this person's
     * @param watched whether a scene waits for what it reports
     */
    public record Active(Subject owner, String deviceType, Instant activatedAt, boolean watched) {}

    /**
     * The device of a token with its owner, noting that it was heard of unless the owner has
     * restricted that. Throws 401 when its credentials were renewed since or it has another owner,
     * whatever became of the former one; 410 {@code account-erased} or {@code device-erased}.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Active heardOf(DeviceToken token) {
        var owner = owner(token);
        var known = current(token);
        var now = clock.instant();
        if (isToBeNoted(known, now) && owner.allows(Processing.COLLECT, DataCategory.DEVICE)) {
            devices.seen(token.deviceId(), now);
        }
        return active(owner, known);
    }

    /**
     * Of devices that call at the same time those of which nothing is to be said but that they are
     * active, by their tokens, with two queries for all of them. The others are left out: whoever
     * is refused or is to be noted as heard of, and whose owner's row somebody works on.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<DeviceToken, Active> heardOf(List<DeviceToken> tokens) {
        var owners = subjects.shareFreeForItems(tokens.stream().map(DeviceToken::ownerId).toList());
        var known = devices.credentials(tokens.stream().map(DeviceToken::deviceId).toList());
        var now = clock.instant();
        var active = new HashMap<DeviceToken, Active>();
        for (var token : tokens) {
            var owner = owners.get(token.ownerId());
            var credentials = known.get(token.deviceId());
            if (owner != null
                    && credentials != null
                    && credentials.ownerId().equals(token.ownerId())
                    && credentials.generation() == token.generation()
                    && !isToBeNoted(credentials, now)) {
                active.put(token, active(owner, credentials));
            }
        }
        return active;
    }

    private boolean isToBeNoted(SmartDeviceRepository.Credentials known, Instant now) {
        return known.lastSeenAt().plus(config.seenEvery()).isBefore(now);
    }

    private static Active active(Subject owner, SmartDeviceRepository.Credentials known) {
        return new Active(owner, known.deviceType(), known.activatedAt(), known.watched());
    }

    /** As {@link #heardOf(DeviceToken)}; throws 423 when the owner has restricted this. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Active heardOf(DeviceToken token, Processing processing) {
        var active = heardOf(token);
        if (!active.owner().allows(processing, DataCategory.DEVICE)) {
            throw new ProblemException(
                    CommonProblem.PROCESSING_RESTRICTED,
                    "The processing of this data is restricted at the person's request.");
        }
        return active;
    }

    /** As {@link #heardOf(DeviceToken)}, of a device that gave no sign of life. */
    @Transactional(Transactional.TxType.MANDATORY)
    void requireCurrent(DeviceToken token) {
        owner(token);
        current(token);
    }

    private Subject owner(DeviceToken token) {
        try {
            return subjects.shareForItems(token.ownerId());
        } catch (ProblemException e) {
            throw devices.place(token.deviceId()).isPresent() ? DeviceCaller.unauthorized() : e;
        }
    }

    /** The credentials a token stands for. Throws as {@link #heardOf(DeviceToken)}. */
    SmartDeviceRepository.Credentials current(DeviceToken token) {
        var known =
                devices.credentials(token.ownerId(), token.deviceId())
                        .orElseThrow(() -> gone(token));
        if (known.generation() != token.generation()) {
            throw DeviceCaller.unauthorized();
        }
        return known;
    }

    /**
     * Puts a person's device into a home. Who may use the home is asked before, under the lock on
     * the person's data-subject row. False when the person has no such device.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean put(UUID ownerId, UUID deviceId, UUID homeId) {
        return devices.put(ownerId, deviceId, homeId, clock.instant());
    }

    /** Puts the devices that a person has in one home into another. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void moveAll(UUID ownerId, UUID fromHomeId, UUID toHomeId) {
        devices.moveAll(ownerId, fromHomeId, toHomeId, clock.instant());
    }

    /** Whose devices are in a home. */
    public List<UUID> ownersIn(UUID homeId) {
        return devices.ownersIn(homeId);
    }

    /** A device that has another owner by now changes its token for one that says so. */
    private ProblemException gone(DeviceToken token) {
        return devices.place(token.deviceId()).isPresent()
                ? DeviceCaller.unauthorized()
                : farewells.of(token.deviceId());
    }

    /** The type of a person's device, or nothing when the person has no such device. */
    public Optional<String> typeOf(UUID ownerId, UUID deviceId) {
        return devices.credentials(ownerId, deviceId)
                .map(SmartDeviceRepository.Credentials::deviceType);
    }
}
