package com.bestqi.device.command;

import com.bestqi.device.command.Command.Order;
import com.bestqi.device.devicetype.DeviceTypes;
import com.bestqi.device.smartdevice.SmartDevices;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives commands to devices, for whoever may. */
@ApplicationScoped
public class Commands {
    private final CommandRepository commands;
    private final SmartDevices devices;
    private final DeviceTypes types;
    private final CommandConfig config;
    private final Clock clock;

    Commands(
            CommandRepository commands,
            SmartDevices devices,
            DeviceTypes types,
            CommandConfig config,
            Clock clock) {
        this.commands = commands;
        this.devices = devices;
        this.types = types;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Checks that a person's device knows a command with these arguments. Throws 404 when the
     * person has no such device, 422 {@code unknown-command}, 400 naming the arguments at fault.
     */
    public void check(
            UUID ownerId, UUID deviceId, String name, Map<String, @Nullable Object> arguments) {
        var declared =
                devices.typeOf(ownerId, deviceId)
                        .flatMap(types::find)
                        .orElseThrow(ProblemException::notFound)
                        .command(name)
                        .orElseThrow(() ->
                                new ProblemException(
                                        CommandProblem.UNKNOWN_COMMAND,
                                        "GET /v1/device-types says which commands it knows."));
        var violations = CommandRules.violations(declared, arguments);
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }

    /**
     * Gives a command to a device of the person whose lock the caller holds. The same id again is
     * the same command: nothing happens. Throws as {@link #check}, and 429 while too many wait.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void give(
            Subject owner,
            UUID deviceId,
            UUID commandId,
            String name,
            Map<String, @Nullable Object> arguments) {
        check(owner.accountId(), deviceId, name, arguments);
        var now = clock.instant();
        if (commands.open(owner.accountId(), deviceId, now, config.mostOpen())
                == config.mostOpen()) {
            throw new ProblemException(
                            CommandProblem.TOO_MANY_COMMANDS,
                            "The device must take some, or their time be over, first.")
                    .header("Retry-After", Long.toString(config.life().toSeconds()));
        }
        commands.insert(
                owner,
                deviceId,
                new Command(
                        commandId,
                        new Order(name, arguments),
                        now,
                        now.plus(config.life()),
                        null,
                        null));
    }
}
