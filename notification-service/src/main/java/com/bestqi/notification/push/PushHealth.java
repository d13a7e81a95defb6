package com.bestqi.notification.push;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says which providers are on; one that is off is no reason not to work. */
@Readiness
@ApplicationScoped
class PushHealth implements HealthCheck {
    private final List<PushGateway> gateways;

    PushHealth(@All List<PushGateway> gateways) {
        this.gateways = List.copyOf(gateways);
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("push").up();
        gateways.forEach(gateway ->
                answer.withData(
                        gateway.provider().name().toLowerCase(Locale.ROOT),
                        gateway.configured() ? "on" : "off"));
        return answer.build();
    }
}
