package com.bestqi.platform.subject;

import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.UUID;

/**
 * Stores of a person whose rows must not expire, because somebody's rights or the law need them.
 * Expiry works under the shared form of the lock that a hold takes, so from the commit of a hold on
 * nothing of it expires, and what expires was gone before.
 */
@ApplicationScoped
public class Holds {
    private static final String LOCK =
            "SELECT 1 AS one FROM pg_advisory_xact_lock%s(hashtextextended('bestqi.hold', 0))";

    private final Database database;

    /** Everything it needs is injected. */
    public Holds(Database database) {
        this.database = database;
    }

    /**
     * Holds stores, by table, until they are released; waits for the expiry under way. Returns
     * whether this service has heard of the person.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean hold(UUID accountId, Collection<String> tables) {
        lock("");
        return database.update(
                        """
                        UPDATE data_subject SET held_stores =
                            ARRAY(SELECT DISTINCT s FROM unnest(held_stores || ?) AS h (s) ORDER BY s)
                        WHERE account_id = ?
                        """,
                        tables.toArray(String[]::new),
                        accountId)
                == 1;
    }

    /** Lets stores go; what is past its period expires soon after. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void release(UUID accountId, Collection<String> tables) {
        database.update(
                """
                UPDATE data_subject SET held_stores =
                    ARRAY(SELECT s FROM unnest(held_stores) AS h (s) WHERE s <> ALL (?) ORDER BY s)
                WHERE account_id = ?
                """,
                tables.toArray(String[]::new),
                accountId);
    }

    /** Keeps new holds away until the transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void keepAway() {
        lock("_shared");
    }

    private void lock(String form) {
        database.first(LOCK.formatted(form), rows -> rows.getInt("one"));
    }

    /** An SQL condition: the person a row of {@code alias} is about has this table under hold. */
    public static String heldCondition(String table, String alias, String subject) {
        return """
        EXISTS (SELECT FROM data_subject h WHERE h.account_id = %s.%s
            AND h.held_stores <> '{}' AND '%s' = ANY (h.held_stores))
        """
                .formatted(alias, subject, table);
    }
}
