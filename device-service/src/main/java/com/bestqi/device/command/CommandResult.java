package com.bestqi.device.command;

import com.bestqi.device.command.Command.Outcome;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What came of a command, as a device sends it. */
record CommandResult(@NotNull Outcome status, @Nullable @Size(max = LONGEST_DETAIL) String detail) {
    static final int LONGEST_DETAIL = 1_000;

    /** Keeps what was said out of logs. */
    @Override
    public String toString() {
        return "CommandResult[" + status + "]";
    }
}
