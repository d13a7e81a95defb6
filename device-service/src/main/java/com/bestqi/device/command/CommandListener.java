package com.bestqi.device.command;

import java.util.UUID;

/** Wants to know that a device has something to do. Every bean is told. */
public interface CommandListener {
    /** A command was given, in the transaction that keeps it. */
    void given(UUID deviceId);
}
