package com.bestqi.device.timezone;

import java.time.ZoneId;
import java.util.UUID;

/** Wants to know in which time zone people live. Every bean is told. */
public interface TimeZoneListener {
    /**
     * A time zone became known, or is another now. In the transaction that keeps it, under the
     * person's exclusive lock.
     */
    void known(UUID accountId, ZoneId zone);
}
