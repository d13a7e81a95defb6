package com.bestqi.account.profile;

import com.bestqi.account.identity.LoginUsers;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Changes of address that the identity provider must follow. A note is written before it is asked
 * and goes with the transaction that changes the account; a note that stays means that the two may
 * differ, and the account is right.
 */
@ApplicationScoped
class EmailChanges {
    private final Database database;
    private final Subjects subjects;
    private final LoginUsers users;
    private final Clock clock;

    EmailChanges(Database database, Subjects subjects, LoginUsers users, Clock clock) {
        this.database = database;
        this.subjects = subjects;
        this.users = users;
        this.clock = clock;
    }

    /** Notes a change; false when there is a note already, which is then not this caller's. */
    @Transactional
    boolean announce(UUID accountId) {
        subjects.share(accountId, Processing.CORRECTION, DataCategory.CONTACT);
        return database.update(
                        "INSERT INTO email_change (account_id, started_at) VALUES (?, ?)"
                                + " ON CONFLICT (account_id) DO NOTHING",
                        accountId,
                        clock.instant())
                == 1;
    }

    /** Takes back a note of a change that was refused before anybody was told. */
    @Transactional
    void withdraw(UUID accountId) {
        settle(accountId);
    }

    /** Puts the address to the identity provider; throws 409 when somebody else has it there. */
    void carryOut(UUID accountId, String email) {
        if (!users.changeEmail(accountId, email)) {
            throw Accounts.exists();
        }
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void settle(UUID accountId) {
        database.update("DELETE FROM email_change WHERE account_id = ?", accountId);
    }

    List<UUID> startedBefore(Instant time) {
        return database.query(
                "SELECT account_id FROM email_change WHERE started_at < ?"
                        + " ORDER BY started_at LIMIT 100",
                rows -> rows.getObject("account_id", UUID.class),
                time);
    }
}
