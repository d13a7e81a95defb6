package com.bestqi.notification.push;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says which providers are on, and whom the register of recipients has; one that is off or missing
 * is no reason not to work.
 */
@Readiness
@ApplicationScoped
class PushHealth implements HealthCheck {
    private final List<PushGateway> gateways;
    private final PushRecipients recipients;

    PushHealth(@All List<PushGateway> gateways, PushRecipients recipients) {
        this.gateways = List.copyOf(gateways);
        this.recipients = recipients;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("push").up();
        gateways.forEach(gateway ->
                answer.withData(
                        gateway.provider().name().toLowerCase(Locale.ROOT),
                        gateway.configured() ? "on" : "off"));
        var registered = recipients.receiving().stream().sorted().toList();
        return answer.withData("registered", String.join(" ", registered)).build();
    }
}
