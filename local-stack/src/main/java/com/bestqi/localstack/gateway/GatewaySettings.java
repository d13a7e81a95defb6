package com.bestqi.localstack.gateway;

import com.bestqi.localstack.Services;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the gateway needs to know.
 *
 * @param port where it listens on this machine, 0 for any free port
 * @param services the address of each service
 * @param management where each service tells how it is
 * @param swaggerUi the folder with the files of Swagger UI
 * @param maxInFlight how many requests each service may work on at once; the next one is told to
 *     come back
 * @param maxStreams how many streams may be open at once, of all services
 * @param answerTimeout after which a service that has not begun to answer counts as down
 */
record GatewaySettings(
        int port,
        Map<String, URI> services,
        Map<String, URI> management,
        Path swaggerUi,
        int maxInFlight,
        int maxStreams,
        Duration answerTimeout) {
    private static final int MAX_IN_FLIGHT = 200;
    private static final int MAX_STREAMS = 4_000;
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(120);

    /**
     * From the environment: {@code GATEWAY_PORT}, {@code ACCOUNT_URL} and so on, {@code
     * SWAGGER_UI}.
     */
    static GatewaySettings from(Map<String, String> environment) {
        return new GatewaySettings(
                Integer.parseInt(required(environment, "GATEWAY_PORT")),
                addresses(environment, "_URL"),
                addresses(environment, "_MANAGEMENT_URL"),
                Path.of(required(environment, "SWAGGER_UI")),
                MAX_IN_FLIGHT,
                MAX_STREAMS,
                ANSWER_TIMEOUT);
    }

    private static Map<String, URI> addresses(Map<String, String> environment, String suffix) {
        var addresses = new HashMap<String, URI>();
        for (var service : Services.ALL) {
            var name = service.toUpperCase(Locale.ROOT) + suffix;
            addresses.put(service, URI.create(required(environment, name)));
        }
        return addresses;
    }

    private static String required(Map<String, String> environment, String name) {
        var value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("the environment variable " + name + " is missing");
        }
        return value;
    }
}
