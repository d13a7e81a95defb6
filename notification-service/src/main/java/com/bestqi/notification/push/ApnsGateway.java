package com.bestqi.notification.push;

import com.bestqi.notification.preference.NotificationKind.Urgency;
import com.bestqi.notification.push.ProviderCalls.Answer;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Apple's push service by its HTTP/2 contract, with provider tokens. */
@ApplicationScoped
class ApnsGateway implements PushGateway {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Apple takes tokens between 20 and 60 minutes old. */
    private static final Duration TOKEN = Duration.ofMinutes(40);

    private static final Set<String> GONE =
            Set.of("BadDeviceToken", "DeviceTokenNotForTopic", "Unregistered", "ExpiredToken");

    private final ProviderCalls calls;
    private final PushConfig.Apns config;
    private final @Nullable ProviderToken tokens;

    ApnsGateway(ProviderCalls calls, PushConfig config, Clock clock) {
        this.calls = calls;
        this.config = config.apns();
        this.tokens = this.config.keyFile().map(file -> tokens(file, clock)).orElse(null);
    }

    private ProviderToken tokens(String file, Clock clock) {
        if (config.keyId().isEmpty() || config.teamId().isEmpty() || config.topic().isEmpty()) {
            throw new IllegalStateException(
                    "bestqi.push.apns needs key-id, team-id and topic beside key-file");
        }
        return new ProviderToken(
                KeyFiles.privateKey("EC", KeyFiles.read(file)),
                "ES256",
                config.keyId().get(),
                TOKEN,
                clock);
    }

    @Override
    public PushProvider provider() {
        return PushProvider.APNS;
    }

    @Override
    public boolean configured() {
        return tokens != null;
    }

    @Override
    public String recipient(String token) {
        return PushRecipients.APPLE;
    }

    @Override
    public Delivery send(String token, PushEndpoints.Signal signal) {
        var signed = tokens;
        if (signed == null) {
            return new Refused();
        }
        boolean urgent = signal.kind().urgency() == Urgency.HIGH;
        var request =
                HttpRequest.newBuilder(URI.create(config.url() + "/3/device/" + token))
                        .header(
                                "authorization",
                                "bearer "
                                        + signed.of(
                                                Map.of("iss", config.teamId().orElseThrow()),
                                                false))
                        .header("apns-topic", config.topic().orElseThrow())
                        .header("apns-push-type", "alert")
                        .header("apns-priority", urgent ? "10" : "5")
                        .header("apns-collapse-id", signal.id().toString())
                        .POST(BodyPublishers.ofString(payload(signal)));
        return calls.post(request, answer -> judge(answer, signed));
    }

    private static String payload(PushEndpoints.Signal signal) {
        var payload = JSON.createObjectNode();
        var aps = payload.putObject("aps");
        aps.putObject("alert").put("title", "BESTQI").put("body", signal.text());
        aps.put("sound", "default");
        return payload.put("kind", signal.kind().name()).toString();
    }

    private static Delivery judge(Answer answer, ProviderToken tokens) {
        var reason = answer.body().path("reason").asText();
        if (answer.status() == 200) {
            return new Taken();
        }
        if (answer.status() == 410 || GONE.contains(reason)) {
            return new Unregistered();
        }
        if (answer.status() == 403) {
            tokens.forget();
            return answer.later();
        }
        return answer.status() == 429 || answer.status() >= 500 ? answer.later() : new Refused();
    }
}
