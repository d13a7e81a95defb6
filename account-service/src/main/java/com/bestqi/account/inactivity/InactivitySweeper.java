package com.bestqi.account.inactivity;

import com.bestqi.account.deletion.AccountErasure;
import com.bestqi.platform.event.MessageRequested;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.time.TwoClocks;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Warns whose account will be erased for want of use, and erases it when they stay away. */
@ApplicationScoped
class InactivitySweeper {
    static final String TEMPLATE = "account-inactive";
    private static final Logger LOG = Logger.getLogger(InactivitySweeper.class);
    private static final Duration NOTICE = Duration.ofDays(30);
    private static final int HEARD_WITHIN = 2;

    /** Two warnings are so far apart that nobody takes the second for the first told again. */
    private static final Period LEAST = Period.ofDays(180);

    private final Activities activities;
    private final AccountErasure erasure;
    private final Outbox outbox;
    private final InactivityConfig config;
    private final TwoClocks clocks;

    InactivitySweeper(
            Activities activities,
            AccountErasure erasure,
            Outbox outbox,
            InactivityConfig config,
            TwoClocks clocks) {
        this.activities = activities;
        this.erasure = erasure;
        this.outbox = outbox;
        this.config = config;
        this.clocks = clocks;
    }

    /** Refuses a period that is too short. */
    void start(@Observes StartupEvent event) {
        config.after().ifPresent(InactivitySweeper::check);
    }

    static void check(Period after) {
        var day = LocalDate.EPOCH;
        if (day.plus(after).isBefore(day.plus(LEAST))) {
            throw new IllegalArgumentException("bestqi.inactivity.after is under " + LEAST);
        }
    }

    @Scheduled(
            every = "10m",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        config.after().ifPresent(this::sweep);
    }

    /** Some of those who are due; the rest comes with the next run. */
    void sweep(Period after) {
        var now = clocks.earlier();
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (!activities.hears(today.minusDays(HEARD_WITHIN))) {
            LOG.warn("nobody was seen lately, so nobody counts as inactive");
            return;
        }
        var unusedSince = today.minus(after);
        var warnedBefore = now.minus(NOTICE);
        each(
                activities.expired(unusedSince, warnedBefore),
                accountId -> erase(accountId, unusedSince, warnedBefore));
        var almost = unusedSince.plusDays(NOTICE.toDays());
        each(activities.unwarned(almost), accountId -> warn(accountId, almost, now));
    }

    private static void each(Iterable<UUID> accounts, Consumer<UUID> step) {
        for (var accountId : accounts) {
            try {
                step.accept(accountId);
            } catch (RuntimeException e) {
                // The next run tries again, and the others need not wait for it.
                LOG.warnf(
                        "accountId=%s: inactivity not settled: %s",
                        accountId, e.getClass().getSimpleName());
            }
        }
    }

    private void warn(UUID accountId, LocalDate lastSeen, Instant now) {
        QuarkusTransaction.requiringNew()
                .run(() -> {
                    if (activities.warn(accountId, lastSeen, now)) {
                        outbox.add(
                                new MessageRequested(
                                        accountId,
                                        UUID.randomUUID(),
                                        TEMPLATE,
                                        Map.of("until", now.plus(NOTICE).toString()),
                                        now));
                    }
                });
    }

    private void erase(UUID accountId, LocalDate lastSeen, Instant warnedBefore) {
        QuarkusTransaction.requiringNew()
                .run(() -> {
                    if (activities.stillExpired(accountId, lastSeen, warnedBefore)) {
                        var requestId = erasure.begin(accountId);
                        LOG.infof("erasure for want of use: request %s", requestId);
                    }
                });
    }
}
