package com.bestqi.device.smartdevice;

import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Which device calls, by its token alone (SE-1). */
@RequestScoped
public class DeviceCaller {
    private static final String SCHEME = "Bearer ";
    private static final Duration LEEWAY = Duration.ofSeconds(10);

    private final HttpHeaders headers;
    private final DeviceTokens tokens;
    private final SmartDeviceConfig config;
    private final Clock clock;

    DeviceCaller(HttpHeaders headers, DeviceTokens tokens, SmartDeviceConfig config, Clock clock) {
        this.headers = headers;
        this.tokens = tokens;
        this.config = config;
        this.clock = clock;
    }

    /** Whether a device calls, on a path where a person may as well. */
    public boolean present() {
        return bearer().flatMap(tokens::verify).isPresent();
    }

    /**
     * The device that calls on a path of its own. Throws 401 without a good device token, 404 when
     * it is another device's path.
     */
    public DeviceToken require(UUID deviceId) {
        return requireWithin(LEEWAY, deviceId);
    }

    /** As {@link #require}, but the token may have ended some time ago. */
    DeviceToken requireForRenewal(UUID deviceId) {
        return requireWithin(config.renewalWithin(), deviceId);
    }

    private DeviceToken requireWithin(Duration afterEnd, UUID deviceId) {
        var token =
                bearer().flatMap(tokens::verify)
                        .filter(good -> clock.instant().isBefore(good.expiresAt().plus(afterEnd)))
                        .orElseThrow(DeviceCaller::unauthorized);
        if (!token.deviceId().equals(deviceId)) {
            throw ProblemException.notFound();
        }
        return token;
    }

    private Optional<String> bearer() {
        var header = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).trim())
                : Optional.empty();
    }

    static ProblemException unauthorized() {
        return new ProblemException(
                        CommonProblem.UNAUTHORIZED, "This needs the device's own valid token.")
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
}
