package com.bestqi.device.command;

import com.bestqi.device.command.Command.Order;
import com.bestqi.device.devicetype.DeviceTypes;
import com.bestqi.device.smartdevice.HomeRole;
import com.bestqi.device.smartdevice.SmartDevices;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Subject;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives commands to devices, for whoever may. */
@ApplicationScoped
public class Commands {
    private final CommandRepository commands;
    private final SmartDevices devices;
    private final DeviceTypes types;
    private final CommandConfig config;
    private final List<CommandListener> listeners;
    private final Clock clock;

    Commands(
            CommandRepository commands,
            SmartDevices devices,
            DeviceTypes types,
            CommandConfig config,
            @All List<CommandListener> listeners,
            Clock clock) {
        this.commands = commands;
        this.devices = devices;
        this.types = types;
        this.config = config;
        this.listeners = listeners;
        this.clock = clock;
    }

    /**
     * Checks that a person's device knows a command with these arguments. Throws 404 when the
     * person has no such device, 422 {@code unknown-command}, 400 naming the arguments at fault.
     */
    public void check(
            UUID ownerId, UUID deviceId, String name, Map<String, @Nullable Object> arguments) {
        refusal(ownerId, deviceId, name, arguments).ifPresent(Commands::refuse);
    }

    private static void refuse(ProblemException refusal) {
        throw refusal;
    }

    private Optional<ProblemException> refusal(
            UUID ownerId, UUID deviceId, String name, Map<String, @Nullable Object> arguments) {
        var type = devices.typeOf(ownerId, deviceId).flatMap(types::find);
        if (type.isEmpty()) {
            return Optional.of(ProblemException.notFound());
        }
        var declared = type.get().command(name);
        if (declared.isEmpty()) {
            return Optional.of(
                    new ProblemException(
                            CommandProblem.UNKNOWN_COMMAND,
                            "GET /v1/device-types says which commands it knows."));
        }
        var violations = CommandRules.violations(declared.get(), arguments);
        return violations.isEmpty()
                ? Optional.empty()
                : Optional.of(ProblemException.invalid(violations));
    }

    /**
     * Gives a command to a device of the person whose lock the caller holds. The same id again is
     * the same command: nothing happens. Throws as {@link #check}, and 429 while too many wait.
     *
     * @param giver what who gives it is to the device: of the places for waiting commands not all
     *     are for others than its owner
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void give(
            Subject owner,
            HomeRole giver,
            UUID deviceId,
            UUID commandId,
            String name,
            Map<String, @Nullable Object> arguments) {
        refusal(owner.accountId(), deviceId, name, arguments).ifPresent(Commands::refuse);
        if (full(owner, giver, deviceId)) {
            throw new ProblemException(
                            CommandProblem.TOO_MANY_COMMANDS,
                            "The device must take some, or their time be over, first.")
                    .header("Retry-After", Long.toString(config.life().toSeconds()));
        }
        insert(owner, deviceId, commandId, new Order(name, arguments));
    }

    /** As {@link #give}, but says whether it was given instead of throwing why not. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean offer(
            Subject owner,
            HomeRole giver,
            UUID deviceId,
            UUID commandId,
            String name,
            Map<String, @Nullable Object> arguments) {
        boolean possible =
                refusal(owner.accountId(), deviceId, name, arguments).isEmpty()
                        && !full(owner, giver, deviceId);
        if (possible) {
            insert(owner, deviceId, commandId, new Order(name, arguments));
        }
        return possible;
    }

    private boolean full(Subject owner, HomeRole giver, UUID deviceId) {
        int most =
                switch (giver) {
                    case OWNER -> config.mostOpen();
                    case MEMBER -> config.mostOpenForMembers();
                    case GUEST -> config.mostOpenForGuests();
                };
        return commands.open(owner.accountId(), deviceId, clock.instant(), most) == most;
    }

    private void insert(Subject owner, UUID deviceId, UUID commandId, Order order) {
        var now = clock.instant();
        commands.insert(
                owner,
                deviceId,
                new Command(commandId, order, now, now.plus(config.life()), null, null));
        listeners.forEach(listener -> listener.given(deviceId));
    }
}
