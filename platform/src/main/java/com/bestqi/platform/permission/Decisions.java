package com.bestqi.platform.permission;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Asks Keycloak whether the bearer of a token may do something. Remembers no answer. */
@ApplicationScoped
public class Decisions {
    private static final Logger LOG = Logger.getLogger(Decisions.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UMA = "urn:ietf:params:oauth:grant-type:uma-ticket";

    /** The resource or scope is gone: nobody is permitted it any more. */
    private static final Set<String> GONE = Set.of("invalid_resource", "invalid_scope");

    private final PermissionConfig config;
    private final HttpClient http;

    /** Everything it needs is injected. */
    public Decisions(PermissionConfig config) {
        this.config = config;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(config.connectTimeout())
                        .build();
    }

    /** What came of asking. */
    public enum Decision {
        /** The caller may. */
        PERMITTED,
        /** The caller may not. */
        REFUSED,
        /** The token does not count any more: its session has ended, its user is disabled. */
        UNKNOWN_CALLER,
        /** Keycloak gave no answer that could be one: away, slow, or set up wrongly. */
        UNDECIDED
    }

    /** Asks and waits, no longer than configured; an answer that is none is a decision too. */
    public Decision ask(String token, Permitted wanted) {
        var request = request(token, wanted);
        try {
            return decision(send(request), wanted);
        } catch (IOException e) {
            LOG.warnf("no decision about staff: %s", e.getClass().getSimpleName());
            return Decision.UNDECIDED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Decision.UNDECIDED;
        }
    }

    private HttpRequest request(String token, Permitted wanted) {
        var form =
                form(
                        Map.of(
                                "grant_type",
                                UMA,
                                "audience",
                                config.audience(),
                                "permission",
                                wanted.resource() + "#" + wanted.scope(),
                                "response_mode",
                                "decision"));
        return HttpRequest.newBuilder(URI.create(config.url()))
                .timeout(config.timeout())
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
    }

    /** Once more when the connection was cut, as by a server that closes idle ones. */
    private HttpResponse<String> send(HttpRequest request)
            throws IOException, InterruptedException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (HttpTimeoutException e) {
            throw e;
        } catch (IOException e) {
            LOG.debug("asks again", e);
            return http.send(request, BodyHandlers.ofString());
        }
    }

    private static Decision decision(HttpResponse<String> answer, Permitted wanted) {
        var said = json(answer.body());
        int status = answer.statusCode();
        if (status == 200 && said.path("result").asBoolean(false)) {
            return Decision.PERMITTED;
        }
        if (status == 401) {
            return Decision.UNKNOWN_CALLER;
        }
        if (status == 403) {
            return Decision.REFUSED;
        }
        if (status == 400 && GONE.contains(said.path("error").asText())) {
            LOG.warnf("the realm does not have %s#%s", wanted.resource(), wanted.scope());
            return Decision.REFUSED;
        }
        LOG.warnf("no decision about staff: the identity provider said %d", status);
        return Decision.UNDECIDED;
    }

    private static JsonNode json(String body) {
        try {
            var read = JSON.readTree(body);
            return read == null ? JSON.missingNode() : read;
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
