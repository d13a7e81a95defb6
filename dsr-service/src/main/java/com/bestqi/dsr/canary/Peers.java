package com.bestqi.dsr.canary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.oidc.client.OidcClient;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The internal calls of a run, with a token of this service. */
@ApplicationScoped
class Peers {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where the others are. */
    @ConfigMapping(prefix = "bestqi")
    interface Config {
        /** account-service. */
        @WithName("account.url")
        String accountUrl();

        /** device-service. */
        @WithName("device.url")
        Optional<String> deviceUrl();

        /** consent-service. */
        @WithName("consent.url")
        Optional<String> consentUrl();

        /** notification-service. */
        @WithName("notification.url")
        String notificationUrl();
    }

    private final OidcClient tokens;
    private final String account;
    private final Map<String, String> urls = new LinkedHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();

    Peers(OidcClient tokens, Config config) {
        this.tokens = tokens;
        this.account = config.accountUrl();
        urls.put("account", config.accountUrl());
        config.deviceUrl().ifPresent(url -> urls.put("device", url));
        config.consentUrl().ifPresent(url -> urls.put("consent", url));
        urls.put("notification", config.notificationUrl());
    }

    /** The services that can be looked at. */
    Set<String> names() {
        return urls.keySet();
    }

    /** Has the person of a run registered; the same one however often it is asked. */
    UUID register(UUID runId) {
        var answer =
                send(
                        request(account + "/internal/accounts/synthetic")
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"runId\":\"" + runId + "\"}")));
        require(answer, 200);
        return UUID.fromString(json(answer.body()).path("accountId").asText());
    }

    /** Confirms the deletion; again is no harm. */
    void leave(UUID subjectId) {
        var answer = send(request(account + "/internal/accounts/synthetic/" + subjectId).DELETE());
        // 410: confirmed before. 404: erased before, or gone with a restored database.
        if (answer.status() != 410 && answer.status() != 404) {
            require(answer, 200);
        }
    }

    /** Whether a service holds anything of the person. */
    boolean holds(String service, UUID subjectId) {
        var answer = export(service, subjectId);
        return answer.status() == 200 && !answer.body().isBlank();
    }

    /** Whether a service says that the person is erased. */
    boolean erased(String service, UUID subjectId) {
        return export(service, subjectId).status() == 410;
    }

    private Answer export(String service, UUID subjectId) {
        var url = urls.get(service) + "/internal/subjects/" + subjectId + "/export";
        try {
            return send(request(url).GET());
        } catch (PeerAway e) {
            return new Answer(0, "");
        }
    }

    private HttpRequest.Builder request(String url) {
        var token = tokens.getTokens().await().atMost(TIMEOUT).getAccessToken();
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token);
    }

    private record Answer(int status, String body) {}

    private Answer send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new PeerAway(e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerAway("interrupted");
        }
    }

    private static void require(Answer answer, int status) {
        if (answer.status() != status) {
            throw new PeerAway("status " + answer.status());
        }
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new PeerAway("no JSON");
        }
    }

    /** A service did not do what it was asked; it is asked again. */
    static final class PeerAway extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PeerAway(String kind) {
            super(kind, null, false, false);
        }
    }
}
