package com.bestqi.notification.push;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.RecipientsChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Set;

/**
 * Who delivers to phones, by the names of the register of recipients (SH-1). Somebody who is not in
 * the register, or not any more, receives nothing.
 */
@ApplicationScoped
class PushRecipients {
    /** Firebase, and Chrome's service for browsers. */
    static final String GOOGLE = "push-google";

    /** Apple, for its phones and for Safari. */
    static final String APPLE = "push-apple";

    /** Firefox's service for browsers. */
    static final String MOZILLA = "push-mozilla";

    /** Edge's service for browsers. */
    static final String MICROSOFT = "push-microsoft";

    /** A push service that a deployment allows besides. */
    static final String OTHER = "push-other";

    private static final Set<String> ALL = Set.of(GOOGLE, APPLE, MOZILLA, MICROSOFT, OTHER);

    private final Database database;

    PushRecipients(Database database) {
        this.database = database;
    }

    /** Follows the register, whatever the order in which its changes arrive. */
    @Transactional(Transactional.TxType.MANDATORY)
    void follow(RecipientsChanged change) {
        if (ALL.contains(change.recipient())) {
            database.update(
                    "INSERT INTO push_recipient (recipient, receives, at) VALUES (?, ?, ?)"
                            + " ON CONFLICT (recipient) DO UPDATE"
                            + " SET receives = excluded.receives, at = excluded.at"
                            + " WHERE push_recipient.at < excluded.at",
                    change.recipient(),
                    change.change() != RecipientsChanged.Change.REMOVED,
                    change.at());
        }
    }

    /** Those who may receive something now. */
    Set<String> receiving() {
        return Set.copyOf(
                database.query(
                        "SELECT recipient FROM push_recipient WHERE receives",
                        row -> row.getString("recipient")));
    }
}
