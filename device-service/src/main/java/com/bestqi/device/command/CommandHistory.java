package com.bestqi.device.command;

import com.bestqi.device.smartdevice.DeviceAccess;
import com.bestqi.platform.web.Caller;
import com.bestqi.platform.web.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** What a person sees, on a path where devices call as well: so who may stands here. */
@ApplicationScoped
class CommandHistory {
    private final CommandRepository commands;
    private final DeviceAccess access;
    private final Caller caller;

    CommandHistory(CommandRepository commands, DeviceAccess access, Caller caller) {
        this.commands = commands;
        this.access = access;
        this.caller = caller;
    }

    /** Newest first. */
    @RolesAllowed("user")
    List<Command> list(UUID deviceId, PageRequest page) {
        var ownerId = access.of(caller.accountId(), deviceId).livingThere().ownerId();
        return commands.list(ownerId, deviceId, page);
    }
}
