package com.bestqi.notification.push;

import com.bestqi.notification.push.PushGateway.Delivery;
import com.bestqi.notification.push.PushGateway.Later;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Calls of providers: limited in time, and never failing but with an answer. */
@ApplicationScoped
class ProviderCalls {
    private static final Logger LOG = Logger.getLogger(ProviderCalls.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration UNTIL_ASKED_AGAIN = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final HttpClient client;
    private final PushConfig config;

    ProviderCalls(PushConfig config) {
        this.config = config;
        this.client = HttpClient.newBuilder().connectTimeout(config.timeout()).build();
    }

    /** What a provider answered. */
    record Answer(int status, JsonNode body, Optional<Duration> retryAfter) {
        /** Overloaded, broken, or asking for a pause; with the pause it asked for. */
        Later later() {
            return new Later(retryAfter.orElse(UNTIL_ASKED_AGAIN));
        }
    }

    /** Posts, and has the answer judged; a provider that cannot be reached is asked later. */
    Delivery post(HttpRequest.Builder request, Function<Answer, Delivery> judge) {
        return call(request).map(judge).orElseGet(() -> new Later(UNTIL_ASKED_AGAIN));
    }

    /** Calls; empty when there was no answer. */
    Optional<Answer> call(HttpRequest.Builder request) {
        try {
            return Optional.of(
                    answer(
                            client.send(
                                    request.timeout(config.timeout()).build(),
                                    BodyHandlers.ofString())));
        } catch (IOException e) {
            // Its words may hold the address with the token.
            LOG.warnf("push provider not reached: %s", e.getClass().getSimpleName());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(
                response.statusCode(),
                body(response.body()),
                response.headers()
                        .firstValue("Retry-After")
                        .filter(seconds -> seconds.matches("[0-9]{1,6}"))
                        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                        .map(pause -> pause.compareTo(LONGEST) > 0 ? LONGEST : pause));
    }

    private static JsonNode body(String text) {
        try {
            var read = JSON.readTree(text);
            return read == null ? MissingNode.getInstance() : read;
        } catch (JsonProcessingException e) {
            // A proxy's page; the status says enough.
            return MissingNode.getInstance();
        }
    }
}
