package com.bestqi.consent.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks {@code POST /v1/decisions}. Fails closed: a time-out, an error, an answer that cannot be
 * read, a token that cannot be had, all are a refusal, and none is thrown. May be shared by
 * threads; remembers nothing unless told to, so a withdrawal holds with the next question.
 *
 * <pre>{@code
 * var consents = ConsentClient.at(URI.create("https://api.example"), tokens::serviceToken)
 *         .patience(Duration.ofMillis(500))
 *         .remembering(Duration.ofSeconds(1), 10_000);
 * if (consents.permits(accountId, "analytics")) { ... }
 * }</pre>
 */
public final class ConsentClient {
    /** What a service that withholds its consent state for longer would break (I-8). */
    private static final Duration LONGEST_MEMORY = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final HttpClient http;
    private final URI decisions;
    private final Supplier<String> token;
    private final Duration patience;
    private final Memory memory;

    private ConsentClient(
            HttpClient http,
            URI decisions,
            Supplier<String> token,
            Duration patience,
            Memory memory) {
        this.http = http;
        this.decisions = decisions;
        this.token = token;
        this.patience = patience;
        this.memory = memory;
    }

    /**
     * A client that remembers nothing and waits a second at most.
     *
     * @param api base URL of the gateway or of consent-service
     * @param token a valid access token of the calling service, asked for with every question
     */
    public static ConsentClient at(URI api, Supplier<String> token) {
        var base = api.toString().replaceAll("/+$", "");
        return new ConsentClient(
                HttpClient.newBuilder()
                        .connectTimeout(PATIENCE)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build(),
                URI.create(base + "/v1/decisions"),
                token,
                PATIENCE,
                Memory.none());
    }

    /** The same client with another longest wait for an answer. */
    public ConsentClient patience(Duration atMost) {
        return new ConsentClient(http, decisions, token, atMost, memory);
    }

    /**
     * The same client, which gives an answer again for a while. A withdrawal takes effect that much
     * later, so no more than five seconds are taken; refusals for want of an answer are never
     * remembered.
     *
     * @param atMostEntries when there are more, all are forgotten
     */
    public ConsentClient remembering(Duration time, int atMostEntries) {
        if (time.compareTo(LONGEST_MEMORY) > 0) {
            throw new IllegalArgumentException("a withdrawal must take effect within 5 s");
        }
        return new ConsentClient(http, decisions, token, patience, new Memory(time, atMostEntries));
    }

    /** Whether the switch is on now and nothing restricts the processing; no when in doubt. */
    public boolean permits(UUID accountId, String key) {
        return decide(accountId, key).permitted();
    }

    /** The decision about now, with its reason. */
    public Decision decide(UUID accountId, String key) {
        return memory.get(accountId, key, () -> ask(accountId, key, null));
    }

    /**
     * Whether the switch was on at an earlier time. For a sample that comes late ask both: about
     * then, and about now.
     */
    public Decision decide(UUID accountId, String key, Instant at) {
        return ask(accountId, key, at);
    }

    private Decision ask(UUID accountId, String key, @Nullable Instant at) {
        try {
            var question = new LinkedHashMap<String, String>(Map.of("key", key));
            question.put("accountId", accountId.toString());
            if (at != null) {
                question.put("at", at.toString());
            }
            var request =
                    HttpRequest.newBuilder(decisions)
                            .timeout(patience)
                            .header("Content-Type", "application/json")
                            .header("Authorization", "Bearer " + token.get())
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            JSON.writeValueAsString(question)))
                            .build();
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200
                    ? read(response.body())
                    : Decision.unknown("status " + response.statusCode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Decision.unknown("interrupted");
        } catch (IOException | RuntimeException e) {
            return Decision.unknown(e.getClass().getSimpleName());
        }
    }

    private static Decision read(String body) throws IOException {
        var json = JSON.readTree(body);
        JsonNode permitted = json.path("permitted");
        var reason = json.path("reason");
        var revision = json.path("revision");
        return permitted.isBoolean() && reason.isTextual() && revision.isIntegralNumber()
                ? new Decision(permitted.asBoolean(), reason.asText(), revision.asLong(), true)
                : Decision.unknown("no decision");
    }
}
