package com.bestqi.device.smartdevice;

import com.bestqi.platform.proof.KeySet;
import com.bestqi.platform.proof.Sha256;
import com.bestqi.platform.proof.Signer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes and checks device tokens: ES256 under this service's own key, of a type of their own, so
 * that neither an access token nor any other signed thing passes for one. Checked without asking
 * anybody; whether the device is still there is asked in the transaction that uses it.
 */
@ApplicationScoped
class DeviceTokens {
    private static final String TYPE = "device-token+jwt";
    private static final String ISSUER = "bestqi-device";
    private static final long MOST_KEPT = 20_000;
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final Signer signer;
    private final KeySet keys;
    private final SmartDeviceConfig config;
    private final Clock clock;

    /** What a token says never changes, and to check it costs more than to store what it sends. */
    private final Cache<String, DeviceToken> verified =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

    DeviceTokens(Signer signer, SmartDeviceConfig config, Clock clock) {
        this.signer = signer;
        this.keys = KeySet.parse("{\"keys\":[" + signer.publicJwk() + "]}");
        this.config = config;
        this.clock = clock;
    }

    /** The claims; {@code owner} is opaque and tells an erased person from a removed device. */
    @RegisterForReflection
    record Claims(String iss, UUID sub, UUID owner, int gen, String scope, long iat, long exp) {}

    /** A token that is not signed yet has no meaning; this one is. */
    record Issued(String token, Instant expiresAt) {}

    Issued issue(UUID deviceId, UUID ownerId, int generation) {
        long now = clock.instant().getEpochSecond();
        long end = now + config.tokenLife().toSeconds();
        var claims =
                new Claims(ISSUER, deviceId, ownerId, generation, "device:" + deviceId, now, end);
        try {
            var token = signer.sign(TYPE, JSON.writeValueAsString(claims));
            return new Issued(token, Instant.ofEpochSecond(end));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("claims are always JSON", e);
        }
    }

    /** What a token says; empty when it is none of ours. Says nothing about its end. */
    Optional<DeviceToken> verify(String compact) {
        var digest = digest(compact);
        var known = verified.getIfPresent(digest);
        if (known != null) {
            return Optional.of(known);
        }
        var token = keys.verify(TYPE, compact).flatMap(good -> read(good.payload()));
        token.ifPresent(good -> verified.put(digest, good));
        return token;
    }

    /** So that no token lies in memory for longer than its call. */
    private static String digest(String compact) {
        return Sha256.hex(compact.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<DeviceToken> read(String payload) {
        try {
            var claims = JSON.readValue(payload, Claims.class);
            return ISSUER.equals(claims.iss())
                    ? Optional.of(
                            new DeviceToken(
                                    claims.sub(),
                                    claims.owner(),
                                    claims.gen(),
                                    Instant.ofEpochSecond(claims.exp())))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
