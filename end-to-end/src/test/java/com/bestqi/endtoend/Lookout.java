package com.bestqi.endtoend;

import com.bestqi.localstack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks for what belongs to some people, again and again, at the gateway and past it at the services
 * themselves, and remembers how that was answered.
 */
final class Lookout implements AutoCloseable {
    private static final Map<String, List<String>> PATHS =
            Map.of(
                    "account", List.of("/v1/accounts/me"),
                    "device", List.of("/v1/devices", "/v1/phones", "/v1/homes", "/v1/locations"),
                    "consent", List.of("/v1/consents", "/v1/consents/history"),
                    "notification", List.of("/v1/notifications"));

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private final Set<Integer> statuses = new ConcurrentSkipListSet<>();
    private final Set<String> served = new ConcurrentSkipListSet<>();
    private volatile boolean looking = true;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Begins at once, with these people's tokens. */
    Lookout(Stack stack, List<String> tokens) {
        PATHS.forEach((service, paths) -> {
            for (var path : paths) {
                var direct = stack.addresses().get(service.toUpperCase(Locale.ROOT) + "_URL");
                for (var door : List.of(stack.gatewayUrl(), direct)) {
                    threads.execute(() -> watch(door + path, tokens));
                }
            }
        });
    }

    private void watch(String url, List<String> tokens) {
        while (looking) {
            for (var token : new ArrayList<>(tokens)) {
                look(url, token);
                // A steady look, not a load: the services have work to do meanwhile.
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** One answer; without a token to a call of nobody. */
    static HttpResponse<String> answer(String url, String token)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private void look(String url, String token) {
        try {
            int status = answer(url, token).statusCode();
            statuses.add(status);
            if (status / 100 == 2) {
                served.add(url);
            }
        } catch (IOException e) {
            statuses.add(0); // nobody there
        } catch (InterruptedException e) {
            looking = false;
        }
    }

    /** Every status seen so far, 0 where nobody answered. */
    Set<Integer> statuses() {
        return Set.copyOf(statuses);
    }

    /** The addresses that gave something out. */
    Set<String> served() {
        return Set.copyOf(served);
    }

    @Override
    public void close() {
        looking = false;
        threads.close();
    }
}
