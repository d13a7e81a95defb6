package com.bestqi.device.timezone;

import com.bestqi.device.timezone.TimeZoneRepository.Question;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.worker.BackOff;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jboss.logging.Logger;

/** Asks account-service where people live, outside of every transaction, until it answers. */
@ApplicationScoped
class TimeZoneLookup {
    private static final Logger LOG = Logger.getLogger(TimeZoneLookup.class);
    private static final int AT_ONCE = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final BackOff BACK_OFF =
            new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(10));

    private final TimeZoneRepository zones;
    private final ZoneSource source;
    private final Subjects subjects;
    private final List<TimeZoneListener> listeners;
    private final Clock clock;

    TimeZoneLookup(
            TimeZoneRepository zones,
            ZoneSource source,
            Subjects subjects,
            @All List<TimeZoneListener> listeners,
            Clock clock) {
        this.zones = zones;
        this.source = source;
        this.subjects = subjects;
        this.listeners = listeners;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void askAround() {
        var now = clock.instant();
        var open =
                QuarkusTransaction.requiringNew()
                        .call(() -> zones.take(now, now.plus(PATIENCE), AT_ONCE));
        for (var question : open) {
            var answer = source.ask(question.accountId());
            if (answer.isPresent()) {
                keep(question, answer.get());
            } else {
                var until = clock.instant().plus(BACK_OFF.after(question.asked()));
                QuarkusTransaction.requiringNew().run(() -> zones.postpone(question, until));
            }
        }
    }

    private void keep(Question question, ZoneId zone) {
        var accountId = question.accountId();
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> {
                        subjects.exclusive(accountId, Processing.STORAGE, DataCategory.PROFILE);
                        if (zones.answer(question, zone)) {
                            listeners.forEach(listener -> listener.known(accountId, zone));
                        }
                    });
        } catch (ProblemException e) {
            LOG.debugf("a time zone is not kept: %s", e.problem());
        }
    }
}
