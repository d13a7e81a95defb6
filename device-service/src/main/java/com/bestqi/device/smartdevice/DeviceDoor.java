package com.bestqi.device.smartdevice;

import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Lets devices in that stay connected, and looks whether they may stay (SE-1). */
@ApplicationScoped
public class DeviceDoor {
    private static final Duration LEEWAY = Duration.ofSeconds(10);

    private final DeviceTokens tokens;
    private final SmartDevices devices;
    private final Clock clock;

    DeviceDoor(DeviceTokens tokens, SmartDevices devices, Clock clock) {
        this.tokens = tokens;
        this.devices = devices;
        this.clock = clock;
    }

    /**
     * The device that says it is this one, with its token. Throws 401 when it is not, when its
     * credentials were renewed since or when it has another owner; 410 when it or its owner is
     * gone.
     */
    @Transactional
    public DeviceToken enter(UUID deviceId, String token) {
        var good =
                tokens.verify(token)
                        .filter(one -> one.deviceId().equals(deviceId))
                        .orElseThrow(DeviceCaller::unauthorized);
        requireTime(good);
        devices.heardOf(good);
        return good;
    }

    /**
     * Goes on only for a device whose token is still good; throws as {@link #enter}.
     *
     * @param heard whether it gave a sign of life
     */
    @Transactional
    public void check(DeviceToken token, boolean heard) {
        requireTime(token);
        if (heard) {
            devices.heardOf(token);
        } else {
            devices.requireCurrent(token);
        }
    }

    /** Goes on only while the token has not ended. Throws 401. */
    public void requireTime(DeviceToken token) {
        if (!clock.instant().isBefore(token.expiresAt().plus(LEEWAY))) {
            throw new ProblemException(
                    CommonProblem.UNAUTHORIZED, "The token has ended; change it for a new one.");
        }
    }
}
