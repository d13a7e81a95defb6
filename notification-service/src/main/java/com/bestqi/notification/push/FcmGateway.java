package com.bestqi.notification.push;

import com.bestqi.notification.preference.NotificationKind.Urgency;
import com.bestqi.notification.push.ProviderCalls.Answer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Firebase Cloud Messaging by its HTTP v1 contract. */
@ApplicationScoped
class FcmGateway implements PushGateway {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final Duration ASSERTION = Duration.ofMinutes(20);
    private static final Duration SPARE = Duration.ofMinutes(1);

    private final ProviderCalls calls;
    private final PushConfig.Fcm config;
    private final Clock clock;
    private final @Nullable Account account;
    private @Nullable Access access;

    FcmGateway(ProviderCalls calls, PushConfig config, Clock clock) {
        this.calls = calls;
        this.config = config.fcm();
        this.clock = clock;
        this.account =
                this.config
                        .serviceAccountFile()
                        .map(file -> Account.read(file, clock))
                        .orElse(null);
    }

    /** Who this service is there. */
    private record Account(String project, String email, URI tokenUri, ProviderToken assertions) {
        static Account read(String file, Clock clock) {
            try {
                var json = JSON.readTree(KeyFiles.read(file));
                return new Account(
                        text(json, "project_id"),
                        text(json, "client_email"),
                        URI.create(text(json, "token_uri")),
                        new ProviderToken(
                                KeyFiles.privateKey("RSA", text(json, "private_key")),
                                "RS256",
                                null,
                                ASSERTION,
                                clock));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("not a service account: " + file, e);
            }
        }

        private static String text(JsonNode json, String field) {
            if (!json.path(field).isTextual()) {
                throw new IllegalStateException("the service account has no " + field);
            }
            return json.path(field).asText();
        }
    }

    private record Access(String token, Instant until) {}

    @Override
    public PushProvider provider() {
        return PushProvider.FCM;
    }

    @Override
    public boolean configured() {
        return account != null;
    }

    @Override
    public String recipient(String token) {
        return PushRecipients.GOOGLE;
    }

    @Override
    public Delivery send(String token, PushEndpoints.Signal signal) {
        var here = account;
        if (here == null) {
            return new Refused();
        }
        var bearer = access(here);
        if (bearer.isEmpty()) {
            return new Answer(503, JSON.nullNode(), Optional.empty()).later();
        }
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        config.url()
                                                + "/v1/projects/"
                                                + here.project()
                                                + "/messages:send"))
                        .header("Authorization", "Bearer " + bearer.get())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(message(token, signal)));
        return calls.post(request, this::judge);
    }

    private static String message(String token, PushEndpoints.Signal signal) {
        var message = JSON.createObjectNode();
        message.put("token", token);
        message.putObject("notification").put("title", "BESTQI").put("body", signal.text());
        message.putObject("data").put("kind", signal.kind().name());
        message.putObject("android")
                .put("collapse_key", signal.id().toString())
                .put("priority", signal.kind().urgency() == Urgency.HIGH ? "HIGH" : "NORMAL");
        return JSON.createObjectNode().set("message", message).toString();
    }

    private Delivery judge(Answer answer) {
        return switch (answer.status()) {
            case 200 -> new Taken();
            // UNREGISTERED, and a token of another sender.
            case 404 -> new Unregistered();
            case 403 ->
                    reason(answer).equals("SENDER_ID_MISMATCH")
                            ? new Unregistered()
                            : new Refused();
            case 400 -> new Refused();
            case 401 -> {
                forgetAccess();
                yield answer.later();
            }
            default -> answer.later();
        };
    }

    private static String reason(Answer answer) {
        for (var detail : answer.body().path("error").path("details")) {
            if (detail.has("errorCode")) {
                return detail.path("errorCode").asText();
            }
        }
        return "";
    }

    private synchronized void forgetAccess() {
        access = null;
    }

    private synchronized Optional<String> access(Account here) {
        var known = access;
        if (known != null && known.until().isAfter(clock.instant())) {
            return Optional.of(known.token());
        }
        var claims =
                Map.of(
                        "iss", here.email(),
                        "scope", SCOPE,
                        "aud", here.tokenUri().toString());
        var form =
                "grant_type="
                        + URLEncoder.encode(GRANT, StandardCharsets.UTF_8)
                        + "&assertion="
                        + here.assertions().of(claims, true);
        var request =
                HttpRequest.newBuilder(here.tokenUri())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form));
        return calls.call(request)
                .filter(answer -> answer.status() == 200)
                .map(answer -> {
                    var token = answer.body().path("access_token").asText();
                    var life = Duration.ofSeconds(answer.body().path("expires_in").asLong());
                    access = new Access(token, clock.instant().plus(life).minus(SPARE));
                    return token;
                });
    }
}
