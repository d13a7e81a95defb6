package com.bestqi.device.smartdevice;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** Who is what in a home; the feature of the homes answers. */
public interface HomeRoles {

    /** What a person is in a home now, if anything. */
    Optional<HomeRole> of(UUID accountId, UUID homeId);

    /** Since when a person is that. */
    Optional<Instant> since(UUID accountId, UUID homeId);

    /** The homes a person is something in now. */
    Collection<UUID> homesOf(UUID accountId);
}
