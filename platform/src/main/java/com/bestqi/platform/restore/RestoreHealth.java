package com.bestqi.platform.restore;

import com.bestqi.platform.inbox.CatchUp;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready until the gate is open, and says what it waits for. */
@Readiness
@ApplicationScoped
public class RestoreHealth implements HealthCheck {
    private final CatchUp catchUp;

    /** Everything it needs is injected. */
    public RestoreHealth(CatchUp catchUp) {
        this.catchUp = catchUp;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("restore-gate");
        return catchUp.open()
                ? response.up().build()
                : response.down().withData("reason", catchUp.reason()).build();
    }
}
