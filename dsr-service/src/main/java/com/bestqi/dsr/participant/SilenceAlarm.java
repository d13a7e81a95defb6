package com.bestqi.dsr.participant;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logging.Logger;

/**
 * Calls out participants that are silent: in the metrics, in the log for as long as it lasts, and
 * in the well-being of this service; its readiness does not depend on others.
 */
@Wellness
@ApplicationScoped
class SilenceAlarm implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(SilenceAlarm.class);

    private final Participants participants;
    private volatile Map<String, Instant> silent = Map.of();

    SilenceAlarm(Participants participants, MeterRegistry metrics) {
        this.participants = participants;
        metrics.gauge("participant.silent", this, alarm -> alarm.silent.size());
    }

    @Scheduled(
            every = "${bestqi.participant.look-every:30s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        silent = participants.silent();
        silent.forEach((service, since) ->
                LOG.errorf("ALARM participant silent: %s, since %s", service, since));
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("participants").status(silent.isEmpty());
        silent.forEach((service, since) -> response.withData(service, "silent since " + since));
        return response.build();
    }
}
