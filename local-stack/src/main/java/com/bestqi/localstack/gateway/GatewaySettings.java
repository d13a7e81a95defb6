package com.bestqi.localstack.gateway;

import com.bestqi.localstack.Services;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the gateway needs to know.
 *
 * @param port where it listens on this machine, 0 for any free port
 * @param services the replicas of each service
 * @param swaggerUi the folder with the files of Swagger UI
 * @param maxInFlight how many requests each service may work on at once; the next one is told to
 *     come back
 * @param maxStreams how many streams may be open at once, of all services
 * @param answerTimeout after which a service that has not begun to answer counts as down
 */
record GatewaySettings(
        int port,
        Map<String, List<Replica>> services,
        Path swaggerUi,
        int maxInFlight,
        int maxStreams,
        Duration answerTimeout) {
    private static final int MAX_IN_FLIGHT = 200;
    private static final int MAX_STREAMS = 4_000;
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(120);

    /**
     * A process of a service.
     *
     * @param management where it tells how it is
     */
    record Replica(URI address, URI management) {}

    /**
     * From the environment: {@code GATEWAY_PORT}, {@code ACCOUNT_URL} and so on, {@code
     * SWAGGER_UI}.
     */
    static GatewaySettings from(Map<String, String> environment) {
        var services = new HashMap<String, List<Replica>>();
        for (var service : Services.ALL) {
            var name = service.toUpperCase(Locale.ROOT);
            services.put(
                    service,
                    replicas(
                            required(environment, name + "_URL").split(","),
                            required(environment, name + "_MANAGEMENT_URL").split(",")));
        }
        return new GatewaySettings(
                Integer.parseInt(required(environment, "GATEWAY_PORT")),
                services,
                Path.of(required(environment, "SWAGGER_UI")),
                MAX_IN_FLIGHT,
                MAX_STREAMS,
                ANSWER_TIMEOUT);
    }

    private static List<Replica> replicas(String[] addresses, String[] management) {
        if (addresses.length != management.length) {
            throw new IllegalArgumentException("as many management addresses as addresses");
        }
        return IntStream.range(0, addresses.length)
                .mapToObj(i -> new Replica(URI.create(addresses[i]), URI.create(management[i])))
                .toList();
    }

    private static String required(Map<String, String> environment, String name) {
        var value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("the environment variable " + name + " is missing");
        }
        return value;
    }
}
