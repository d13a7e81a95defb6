package com.bestqi.device.geofence;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.DataDisclosed;
import com.bestqi.platform.event.RecipientsChanged;
import com.bestqi.platform.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;

/**
 * The recipient that the switch {@code geofence} names. It receives places only while it is in the
 * register of recipients, and whenever it does, that is said (SH-2).
 */
@ApplicationScoped
class MapsProvider {
    /** As the register calls it. */
    static final String RECIPIENT = "google-maps";

    private static final String PURPOSE = "PU-1";
    private static final Set<String> KINDS = Set.of("location");

    private final Database database;
    private final Outbox outbox;
    private final Clock clock;

    MapsProvider(Database database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Follows the register, whatever the order in which its changes arrive. */
    @Transactional(Transactional.TxType.MANDATORY)
    void follow(RecipientsChanged change) {
        database.update(
                "UPDATE maps_provider SET receives = ?, at = ? WHERE recipient = ? AND at < ?",
                change.change() != RecipientsChanged.Change.REMOVED,
                change.at(),
                change.recipient(),
                change.at());
    }

    /**
     * Lets it have a place of a person who permits that, and says so, in the transaction that
     * stores the place. Whether it received it: not when the register does not have it.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean share(UUID accountId) {
        if (!receives()) {
            return false;
        }
        outbox.add(
                new DataDisclosed(
                        accountId, UUID.randomUUID(), RECIPIENT, PURPOSE, KINDS, clock.instant()));
        return true;
    }

    /** Whether the register has it; until it says otherwise it does, as from its first day. */
    boolean receives() {
        return database.first(
                        "SELECT receives FROM maps_provider WHERE recipient = ?",
                        rows -> rows.getBoolean("receives"),
                        RECIPIENT)
                .orElse(false);
    }
}
