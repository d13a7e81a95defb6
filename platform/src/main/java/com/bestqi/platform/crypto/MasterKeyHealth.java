package com.bestqi.platform.crypto;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while a master key is missing without which keys of persons do not open. */
@Readiness
@ApplicationScoped
public class MasterKeyHealth implements HealthCheck {
    private final MasterKeys masterKeys;

    /** Everything it needs is injected. */
    public MasterKeyHealth(MasterKeys masterKeys) {
        this.masterKeys = masterKeys;
    }

    @Override
    public HealthCheckResponse call() {
        var fault = masterKeys.fault();
        var response = HealthCheckResponse.named("master-keys");
        return fault.isEmpty()
                ? response.up().build()
                : response.down().withData("reason", fault).build();
    }
}
