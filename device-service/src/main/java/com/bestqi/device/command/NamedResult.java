package com.bestqi.device.command;

import com.bestqi.device.command.Command.Outcome;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What came of a command, as a device sends it where no path names the command. */
record NamedResult(
        @NotNull UUID commandId,
        @NotNull Outcome status,
        @Nullable @Size(max = CommandResult.LONGEST_DETAIL) String detail) {
    /** Keeps what was said out of logs. */
    @Override
    public String toString() {
        return "NamedResult[" + status + "]";
    }
}
