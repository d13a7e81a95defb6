package com.bestqi.device.scene;

import com.bestqi.device.command.Commands;
import com.bestqi.device.devicetype.DeviceTypes;
import com.bestqi.device.geofence.Geofences;
import com.bestqi.device.smartdevice.DeviceAccess;
import com.bestqi.device.smartdevice.SmartDevices;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether there is what a scene waits for, and what it would command. */
@ApplicationScoped
class SceneCheck {
    private final Geofences geofences;
    private final SmartDevices devices;
    private final DeviceTypes types;
    private final DeviceAccess access;
    private final Commands commands;

    SceneCheck(
            Geofences geofences,
            SmartDevices devices,
            DeviceTypes types,
            DeviceAccess access,
            Commands commands) {
        this.geofences = geofences;
        this.devices = devices;
        this.types = types;
        this.access = access;
        this.commands = commands;
    }

    /**
     * Throws 400 when fields do not fit the kind, 404 when the person has no such place or device,
     * 422 {@code unknown-reading} when the device reports nothing of the kind.
     */
    void check(UUID accountId, Trigger trigger) {
        var violations = violations(trigger);
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        boolean known =
                switch (trigger.kind()) {
                    case GEOFENCE -> hasPlace(accountId, trigger.source());
                    case READING -> reports(accountId, trigger);
                    case SCHEDULE -> true;
                };
        if (!known) {
            throw ProblemException.notFound();
        }
    }

    /** What is wrong with the fields; empty when they fit the kind. */
    static List<Violation> violations(Trigger trigger) {
        boolean place = trigger.kind() == Trigger.Kind.GEOFENCE;
        boolean reading = trigger.kind() == Trigger.Kind.READING;
        boolean time = trigger.kind() == Trigger.Kind.SCHEDULE;
        var violations = new ArrayList<Violation>();
        need(violations, "geofenceId", place, trigger.geofenceId() != null);
        need(violations, "event", place, trigger.event() != null);
        need(violations, "deviceId", reading, trigger.deviceId() != null);
        need(violations, "type", reading, trigger.type() != null);
        need(violations, "time", time, trigger.time() != null);
        if (!time) {
            need(violations, "days", false, trigger.days() != null);
        }
        boolean line = (trigger.above() == null) != (trigger.below() == null);
        boolean any = trigger.above() != null || trigger.below() != null;
        if (reading ? !line : any) {
            violations.add(
                    new Violation("trigger.above", "either this or below, and with READING alone"));
        }
        for (var number : new Double[] {trigger.above(), trigger.below()}) {
            if (number != null && !Double.isFinite(number)) {
                violations.add(new Violation("trigger.above", "must be a finite number"));
            }
        }
        return violations;
    }

    private static void need(
            List<Violation> violations, String field, boolean wanted, boolean there) {
        if (wanted != there) {
            violations.add(
                    new Violation(
                            "trigger." + field,
                            wanted ? "must not be null" : "does not go with this kind"));
        }
    }

    private boolean hasPlace(UUID accountId, @Nullable UUID geofenceId) {
        return geofenceId != null && geofences.has(accountId, geofenceId);
    }

    private boolean reports(UUID accountId, Trigger trigger) {
        var type =
                Optional.ofNullable(trigger.source())
                        .flatMap(deviceId -> devices.typeOf(accountId, deviceId))
                        .flatMap(types::find);
        if (type.isPresent()
                && type.get()
                        .reading(String.valueOf(trigger.type()))
                        .filter(reading -> !reading.text())
                        .isEmpty()) {
            throw new ProblemException(
                    SceneProblem.UNKNOWN_READING, "GET /v1/device-types says what it reports.");
        }
        return type.isPresent();
    }

    /** Throws 404, 422 or 400 as giving the command would. */
    void check(UUID accountId, Action action) {
        var order = action.command();
        var ownerId = access.of(accountId, action.deviceId()).ownerId();
        commands.check(ownerId, action.deviceId(), order.name(), order.arguments());
    }
}
