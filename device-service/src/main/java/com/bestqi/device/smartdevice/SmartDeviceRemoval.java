package com.bestqi.device.smartdevice;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Removes a device with all that hangs on it. Small ones go in one transaction. A large one is
 * hidden first, under the exclusive lock, so that nothing can be added any more; its rows follow in
 * chunks, and whatever a crash leaves is finished by the schedule.
 */
@ApplicationScoped
class SmartDeviceRemoval {
    private static final int CHUNK = 5_000;
    private static final Duration ABANDONED = Duration.ofMinutes(2);

    private final SmartDeviceRepository devices;
    private final Farewells farewells;
    private final Subjects subjects;
    private final List<DeviceRows> dependents;
    private final Clock clock;

    SmartDeviceRemoval(
            SmartDeviceRepository devices,
            Farewells farewells,
            Subjects subjects,
            @All List<DeviceRows> dependents,
            Clock clock) {
        this.devices = devices;
        this.farewells = farewells;
        this.subjects = subjects;
        this.dependents = dependents;
        this.clock = clock;
    }

    /** Removes the device; 404 when the person has no such device. */
    void remove(UUID ownerId, UUID deviceId, Farewell farewell) {
        boolean done =
                QuarkusTransaction.requiringNew()
                        .call(() -> {
                            subjects.exclusive(ownerId, Processing.ERASURE, DataCategory.DEVICE);
                            if (!devices.markRemoved(ownerId, deviceId, clock.instant())) {
                                throw ProblemException.notFound();
                            }
                            farewells.keep(ownerId, deviceId, farewell, clock.instant());
                            return deleteChunk(ownerId, deviceId);
                        });
        if (!done) {
            finish(ownerId, deviceId);
        }
    }

    @Scheduled(
            every = "1m",
            delayed = "30s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void finishAbandoned() {
        for (var left : devices.unfinished(clock.instant().minus(ABANDONED))) {
            finish(left.ownerId(), left.deviceId());
        }
    }

    private void finish(UUID ownerId, UUID deviceId) {
        boolean done = false;
        while (!done) {
            done = QuarkusTransaction.requiringNew().call(() -> deleteChunk(ownerId, deviceId));
        }
    }

    /** Returns whether the device is gone with everything. */
    private boolean deleteChunk(UUID ownerId, UUID deviceId) {
        for (var rows : dependents) {
            if (rows.delete(ownerId, deviceId, CHUNK) == CHUNK) {
                return false;
            }
        }
        devices.delete(ownerId, deviceId);
        return true;
    }
}
