package com.bestqi.platform.subject;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.AccountSeen;
import com.bestqi.platform.outbox.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Tells account-service which persons use this service, once a day each. A call only leaves a note
 * in memory, so it costs no call anything; the notes of a replica that dies within five seconds are
 * lost, which a period of months can bear.
 */
@ApplicationScoped
public class SeenAccounts {
    private static final Logger LOG = Logger.getLogger(SeenAccounts.class);
    private static final int MOST_REMEMBERED = 100_000;
    private static final String MARK =
            "UPDATE data_subject SET seen_on = ? WHERE account_id = ? AND state = 'LIVE'"
                    + " AND (seen_on IS NULL OR seen_on < ?)";

    private final Database database;
    private final Outbox outbox;
    private final Clock clock;
    private final Map<UUID, LocalDate> noted = new ConcurrentHashMap<>();
    private final Map<UUID, LocalDate> untold = new ConcurrentHashMap<>();

    /** Everything it needs is injected. */
    public SeenAccounts(Database database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The person calls, with a token of their own. */
    public void note(UUID accountId) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (today.equals(noted.get(accountId))) {
            return;
        }
        if (noted.size() >= MOST_REMEMBERED) {
            noted.clear();
        }
        noted.put(accountId, today);
        untold.put(accountId, today);
    }

    /** Tells what was noted since; one person a transaction, so that nothing waits for two. */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void tell() {
        try {
            for (var seen : untold.entrySet()) {
                QuarkusTransaction.requiringNew().run(() -> tell(seen.getKey(), seen.getValue()));
                untold.remove(seen.getKey(), seen.getValue());
            }
        } catch (RuntimeException e) {
            LOG.warnf("use not told yet, tries again: %s", e.getClass().getSimpleName());
        }
    }

    private void tell(UUID accountId, LocalDate on) {
        if (database.update(MARK, on, accountId, on) == 1) {
            outbox.add(new AccountSeen(accountId, on));
        }
    }
}
