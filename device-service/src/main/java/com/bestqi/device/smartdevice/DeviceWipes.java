package com.bestqi.device.smartdevice;

import com.bestqi.platform.database.Database;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/**
 * Wipes what a device told its former owner. A first chunk goes at once, in the transaction that
 * hands the device on; from its commit on nobody sees the rest, which follows in chunks.
 */
@ApplicationScoped
class DeviceWipes {
    private static final int CHUNK = 5_000;
    private static final int AT_ONCE = 100;

    private final Database database;
    private final List<DeviceRows> dependents;
    private final Clock clock;

    DeviceWipes(Database database, @All List<DeviceRows> dependents, Clock clock) {
        this.database = database;
        this.dependents = dependents;
        this.clock = clock;
    }

    private record Wipe(UUID formerId, UUID deviceId) {}

    @Transactional(Transactional.TxType.MANDATORY)
    void begin(UUID formerId, UUID deviceId) {
        if (!deleteChunk(formerId, deviceId)) {
            database.update(
                    "INSERT INTO device_wipe (account_id, device_id, began_at) VALUES (?, ?, ?)",
                    formerId,
                    deviceId,
                    clock.instant());
        }
    }

    /** Whether something a device told this person is still being wiped. */
    boolean underWay(UUID accountId, UUID deviceId) {
        return database.first(
                        "SELECT 1 AS one FROM device_wipe WHERE account_id = ? AND device_id = ?",
                        rows -> rows.getInt("one"),
                        accountId,
                        deviceId)
                .isPresent();
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void finish() {
        var begun =
                database.query(
                        "SELECT account_id, device_id FROM device_wipe ORDER BY began_at LIMIT ?",
                        rows ->
                                new Wipe(
                                        rows.getObject("account_id", UUID.class),
                                        rows.getObject("device_id", UUID.class)),
                        AT_ONCE);
        for (var wipe : begun) {
            boolean done = false;
            while (!done) {
                done = QuarkusTransaction.requiringNew().call(() -> goOn(wipe));
            }
        }
    }

    private boolean goOn(Wipe wipe) {
        boolean done = deleteChunk(wipe.formerId(), wipe.deviceId());
        if (done) {
            database.update(
                    "DELETE FROM device_wipe WHERE account_id = ? AND device_id = ?",
                    wipe.formerId(),
                    wipe.deviceId());
        }
        return done;
    }

    private boolean deleteChunk(UUID formerId, UUID deviceId) {
        return dependents.stream().allMatch(rows -> rows.delete(formerId, deviceId, CHUNK) < CHUNK);
    }
}
