package com.bestqi.device.command;

import com.bestqi.device.smartdevice.DeviceRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Commands go with their device. */
@ApplicationScoped
class CommandRows implements DeviceRows {
    private final CommandRepository commands;

    CommandRows(CommandRepository commands) {
        this.commands = commands;
    }

    @Override
    public int delete(UUID ownerId, UUID deviceId, int atMost) {
        return commands.delete(ownerId, deviceId, atMost);
    }
}
