package com.bestqi.device.command;

import com.bestqi.device.command.CommandResource.CommandView;
import com.bestqi.device.smartdevice.DeviceToken;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Commands and their results for devices that stay connected. */
@ApplicationScoped
public class CommandExchange {
    private static final PageRequest ALL = new PageRequest(200, null);

    private final CommandService commands;
    private final CommandRepository waiting;
    private final CommandResults results;
    private final Clock clock;

    CommandExchange(
            CommandService commands,
            CommandRepository waiting,
            CommandResults results,
            Clock clock) {
        this.commands = commands;
        this.waiting = waiting;
        this.results = results;
        this.clock = clock;
    }

    /**
     * A command for a device.
     *
     * @param view as the device sees it, to be written as JSON
     */
    public record Handed(UUID commandId, Object view) {
        @Override
        public String toString() {
            return "Handed[" + commandId + "]";
        }
    }

    /** What the device is to do, oldest first, until it answers. Throws 401, 410 or 423. */
    public List<Handed> hand(DeviceToken token) {
        var now = clock.instant();
        return commands.hand(token, ALL).stream()
                .map(command ->
                        new Handed(
                                command.commandId(), CommandView.of(command, command.status(now))))
                .toList();
    }

    /** Those of some devices that have something to do which they have not heard of yet. */
    public List<UUID> undelivered(Collection<UUID> deviceIds) {
        return waiting.undelivered(deviceIds, clock.instant());
    }

    /**
     * Takes a device's answer, which names its command. Throws 400 when it is none, 404 when the
     * device has no such command, 409 when it said otherwise before, and as {@link #hand}.
     */
    public void answer(DeviceToken token, InputStream body) {
        var result = results.readNamed(body);
        commands.answer(token, result.commandId(), result.status(), result.detail());
    }
}
