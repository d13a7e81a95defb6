package com.bestqi.images;

import java.nio.file.Path;
import java.util.List;

/**
 * A service of which there are images.
 *
 * @param name as in {@code account}
 * @param ports those it listens on, the management port among them
 */
record Service(String name, List<Integer> ports) {
    private static final int MANAGEMENT = 9000;

    /** All five. */
    static final List<Service> ALL =
            List.of(
                    new Service("account", List.of(8081, MANAGEMENT)),
                    new Service("device", List.of(8082, MANAGEMENT, 18830)),
                    new Service("consent", List.of(8083, MANAGEMENT)),
                    new Service("dsr", List.of(8084, MANAGEMENT)),
                    new Service("notification", List.of(8085, MANAGEMENT)));

    Service {
        ports = List.copyOf(ports);
    }

    static Service named(String name) {
        return ALL.stream()
                .filter(service -> service.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new ImagesException("no service is called " + name));
    }

    /** As in {@code account-service}. */
    String module() {
        return name + "-service";
    }

    /** Where its build leaves what it made. */
    Path built(Path repository) {
        return repository.resolve(module()).resolve("target");
    }
}
