package com.bestqi.device.smartdevice;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;

/** What removed devices are told when they call. */
@ApplicationScoped
class Farewells {
    private final Database database;

    Farewells(Database database) {
        this.database = database;
    }

    /** Keeps it for as long as the device may still come with a token. */
    @Transactional(Transactional.TxType.MANDATORY)
    void keep(UUID ownerId, UUID deviceId, Farewell farewell, Instant now) {
        database.update(
                "INSERT INTO device_farewell (device_id, account_id, farewell, removed_at)"
                        + " VALUES (?, ?, ?, ?)",
                deviceId,
                ownerId,
                farewell.name(),
                now);
    }

    /** The 410 for a device that is not there any more, with what it is to do. */
    ProblemException of(UUID deviceId) {
        var farewell =
                database.first(
                                "SELECT farewell FROM device_farewell WHERE device_id = ?",
                                rows -> Farewell.valueOf(rows.getString("farewell")),
                                deviceId)
                        .orElse(Farewell.UNBIND);
        return new ProblemException(
                        CommonProblem.DEVICE_ERASED,
                        "The device and its data are erased; pair it anew.")
                .with("action", farewell.key());
    }
}
