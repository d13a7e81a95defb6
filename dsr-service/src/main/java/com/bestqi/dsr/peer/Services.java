package com.bestqi.dsr.peer;

import com.bestqi.platform.audit.AuditListing;
import com.bestqi.platform.event.KafkaSettings;
import com.bestqi.platform.export.InventoryView;
import com.bestqi.platform.export.SubjectCounts;
import com.bestqi.platform.export.SubjectExport;
import com.bestqi.platform.inventory.Inventory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.oidc.client.OidcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The five services as sources of what is held about persons; calls go with a token of ours. */
@ApplicationScoped
public class Services {
    private static final Duration TOKEN_TIMEOUT = Duration.ofSeconds(5);
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Map<String, String> urls = new LinkedHashMap<>();
    private final OidcClient tokens;
    private final PeerConfig config;
    private final String own;
    private final Inventory inventory;
    private final SubjectExport export;
    private final SubjectCounts counts;
    private final AuditListing audit;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();

    Services(
            OidcClient tokens,
            PeerConfig config,
            KafkaSettings settings,
            Inventory inventory,
            SubjectExport export,
            SubjectCounts counts,
            AuditListing audit) {
        this.tokens = tokens;
        this.config = config;
        this.own = settings.service();
        this.inventory = inventory;
        this.export = export;
        this.counts = counts;
        this.audit = audit;
        urls.put("account", config.accountUrl());
        urls.put("consent", config.consentUrl());
        urls.put("device", config.deviceUrl());
        urls.put(own, "");
        urls.put("notification", config.notificationUrl());
    }

    /** Their names, always in the same order. */
    public List<String> names() {
        return List.copyOf(urls.keySet());
    }

    /** What a service declares to hold. */
    public InventoryView inventory(String service) {
        if (service.equals(own)) {
            return InventoryView.of(own, inventory);
        }
        return read(service, get(service, "/internal/inventory"), InventoryView.class);
    }

    /** How much a service holds about a person; nothing for one it does not know. */
    public Optional<SubjectCounts.View> counts(String service, UUID accountId) {
        if (service.equals(own)) {
            return Optional.of(counts.of(accountId));
        }
        var answer = send(service, "/internal/subjects/" + accountId + "/counts");
        return answer.statusCode() == 404
                ? Optional.empty()
                : Optional.of(read(service, body(service, answer), SubjectCounts.View.class));
    }

    /** A page of a service's audit, newest first; one more than asked for. */
    public List<AuditListing.Entry> audit(
            String service, @Nullable UUID accountId, @Nullable Long before, int limit) {
        if (service.equals(own)) {
            return audit.list(accountId, before, limit).entries();
        }
        var path =
                "/internal/audit?limit="
                        + limit
                        + (accountId == null ? "" : "&accountId=" + accountId)
                        + (before == null ? "" : "&before=" + before);
        return read(service, get(service, path), AuditListing.View.class).entries();
    }

    /** What consent-service tells everybody under a path. */
    public JsonNode published(String path) {
        return read("consent", get("consent", path), JsonNode.class);
    }

    /**
     * Writes all a service holds about a person to a sink, one JSON object a line, as it comes.
     * False for a person it does not know. Throws {@link PeerAwayException} when it ends early: a
     * part is never taken for the whole.
     */
    public boolean export(String service, UUID accountId, OutputStream sink) throws IOException {
        if (service.equals(own)) {
            export.write(accountId, sink);
            return true;
        }
        var answer = send(service, "/internal/subjects/" + accountId + "/export");
        if (answer.statusCode() == 404) {
            answer.body().close();
            return false;
        }
        require(service, answer);
        try (var guarded = new StallGuard(answer.body(), config.stallTimeout())) {
            pump(service, guarded, sink);
        }
        return true;
    }

    /** Tells a service that does not answer from a sink that does not take. */
    private static void pump(String service, InputStream from, OutputStream sink)
            throws IOException {
        var buffer = new byte[64 * 1024];
        while (true) {
            int read;
            try {
                read = from.read(buffer);
            } catch (IOException e) {
                throw new PeerAwayException(service, e.getClass().getSimpleName());
            }
            if (read < 0) {
                return;
            }
            sink.write(buffer, 0, read);
        }
    }

    private byte[] get(String service, String path) {
        return body(service, send(service, path));
    }

    private static byte[] body(String service, HttpResponse<InputStream> answer) {
        require(service, answer);
        try (var body = answer.body()) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new PeerAwayException(service, e.getClass().getSimpleName());
        }
    }

    private static void require(String service, HttpResponse<InputStream> answer) {
        if (answer.statusCode() != 200) {
            try (var body = answer.body()) {
                throw new PeerAwayException(service, answer.statusCode());
            } catch (IOException e) {
                throw new PeerAwayException(service, e.getClass().getSimpleName());
            }
        }
    }

    /** Has something done by a service, with a JSON body; returns the status and the answer. */
    public Answer post(String service, String path, Object body) {
        try {
            var request =
                    request(service, path)
                            .header("Content-Type", "application/json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            JSON.writeValueAsString(body)))
                            .build();
            var answer = http.send(request, BodyHandlers.ofString());
            var text = answer.body();
            return new Answer(
                    answer.statusCode(),
                    text == null || text.isBlank() ? JSON.nullNode() : JSON.readTree(text));
        } catch (IOException e) {
            throw new PeerAwayException(service, e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerAwayException(service, "interrupted");
        }
    }

    /** What a service answered. */
    public record Answer(int status, JsonNode body) {
        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    /** What a service answers under a path, of whatever status. */
    public Answer ask(String service, String path) {
        var answer = send(service, path);
        try (var body = answer.body()) {
            var bytes = body.readAllBytes();
            return new Answer(
                    answer.statusCode(),
                    bytes.length == 0 ? JSON.nullNode() : JSON.readTree(bytes));
        } catch (IOException e) {
            throw new PeerAwayException(service, e.getClass().getSimpleName());
        }
    }

    private HttpResponse<InputStream> send(String service, String path) {
        try {
            return http.send(request(service, path).GET().build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new PeerAwayException(service, e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerAwayException(service, "interrupted");
        }
    }

    private HttpRequest.Builder request(String service, String path) {
        var token = tokens.getTokens().await().atMost(TOKEN_TIMEOUT).getAccessToken();
        return HttpRequest.newBuilder(URI.create(urls.get(service) + path))
                .timeout(config.answerTimeout())
                .header("Accept", "application/json, application/x-ndjson")
                .header("Authorization", "Bearer " + token);
    }

    private static <T> T read(String service, byte[] json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new PeerAwayException(service, "no JSON");
        } catch (IOException e) {
            throw new PeerAwayException(service, e.getClass().getSimpleName());
        }
    }
}
