package com.bestqi.consent.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The version that comes with the service and is in force from its first start. */
@ApplicationScoped
class FirstPolicy {
    private static final String FILE = "/policies/1.0.json";

    private final PolicyService policies;

    FirstPolicy(PolicyService policies) {
        this.policies = policies;
    }

    void load(@Observes StartupEvent event) {
        policies.begin(document());
    }

    static PolicyDocument document() {
        try (var file = FirstPolicy.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            return PolicyDocument.read(new String(file.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
