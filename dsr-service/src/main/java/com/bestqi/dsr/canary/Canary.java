package com.bestqi.dsr.canary;

import com.bestqi.dsr.participant.Participants;
import com.bestqi.platform.inbox.CatchUp;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Takes the open run one step further. A run that is late counts as failed and is called out for as
 * long as it lasts; it is never given up, for what it began must be erased too.
 */
@ApplicationScoped
class Canary {
    private static final Logger LOG = Logger.getLogger(Canary.class);
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_WHEN_LATE = Duration.ofSeconds(30);

    private final CanaryRuns runs;
    private final CanaryConfig config;
    private final Peers peers;
    private final Proofs proofs;
    private final Participants participants;
    private final CatchUp catchUp;
    private final Clock clock;
    private final Instant startedAt;

    Canary(
            CanaryRuns runs,
            CanaryConfig config,
            Peers peers,
            Proofs proofs,
            Participants participants,
            CatchUp catchUp,
            Clock clock,
            MeterRegistry metrics) {
        this.runs = runs;
        this.config = config;
        this.peers = peers;
        this.proofs = proofs;
        this.participants = participants;
        this.catchUp = catchUp;
        this.clock = clock;
        this.startedAt = clock.instant();
        metrics.gauge("erasure.canary.failing", runs, all -> all.standing().failing() ? 1 : 0);
        metrics.gauge(
                "erasure.canary.last.success.seconds", runs, all -> all.standing().lastSuccess());
        metrics.gauge(
                "erasure.canary.duration.seconds", runs, all -> all.standing().lastDuration());
        metrics.gauge("erasure.canary.failures", runs, all -> all.standing().failures());
    }

    @Scheduled(
            every = "${bestqi.canary.look-every:1s}",
            delayed = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void fly() {
        if (!config.interval().isPositive() || !catchUp.open()) {
            return;
        }
        if (!clock.instant().isBefore(startedAt.plus(config.firstAfter()))
                && runs.begin(config.interval())) {
            LOG.info("canary: a run begins");
        }
        runs.claim(LEASE).ifPresent(this::work);
    }

    private void work(CanaryRun run) {
        var missing = new ArrayList<String>();
        try {
            step(run, missing);
        } catch (RuntimeException e) {
            missing.add("a service does not answer: " + e.getMessage());
        }
        if (missing.isEmpty()) {
            return;
        }
        boolean late = !clock.instant().isBefore(run.startedAt().plus(config.deadline()));
        if (late) {
            runs.failed(run.runId());
            LOG.errorf(
                    "ALARM canary not done since %s: run %s, step %s: %s",
                    run.startedAt(), run.runId(), run.step(), missing);
        }
        if (late && run.step() == CanaryRun.Step.SPREAD) {
            runs.next(run.runId(), CanaryRun.Step.LEAVE);
        } else {
            runs.again(run.runId(), late ? PAUSE_WHEN_LATE : PAUSE);
        }
    }

    private void step(CanaryRun run, List<String> missing) {
        switch (run.step()) {
            case REGISTER -> runs.registered(run.runId(), peers.register(run.runId()));
            case SPREAD -> {
                for (var service : peers.names()) {
                    if (!peers.holds(service, run.subject())) {
                        missing.add(service + " holds nothing");
                    }
                }
                if (missing.isEmpty()) {
                    runs.next(run.runId(), CanaryRun.Step.LEAVE);
                }
            }
            case LEAVE -> {
                peers.leave(run.subject());
                runs.next(run.runId(), CanaryRun.Step.CERTIFY);
            }
            case CERTIFY -> {
                missing.addAll(proofs.lacking(run.subject(), participants.all()));
                for (var service : peers.names()) {
                    if (missing.isEmpty() && !peers.erased(service, run.subject())) {
                        missing.add(service + " does not say erased");
                    }
                }
                if (missing.isEmpty()) {
                    end(run);
                }
            }
        }
    }

    private void end(CanaryRun run) {
        runs.ended(run.runId());
        var took = Duration.between(run.startedAt(), clock.instant());
        if (run.failedAt() == null) {
            LOG.infof("canary: erased and certified after %d ms", took.toMillis());
        } else {
            LOG.errorf("ALARM canary ended late, after %s: run %s", took, run.runId());
        }
    }
}
