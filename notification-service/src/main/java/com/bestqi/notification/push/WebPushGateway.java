package com.bestqi.notification.push;

import com.bestqi.notification.preference.NotificationKind.Urgency;
import com.bestqi.notification.push.ProviderCalls.Answer;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Web Push by RFC 8030, encrypted by RFC 8291, signed by RFC 8292. */
@ApplicationScoped
class WebPushGateway implements PushGateway {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TOKEN = Duration.ofHours(6);
    private static final Duration KEPT_BY_THE_SERVICE = Duration.ofDays(1);

    /** Whose the well-known push services are. */
    private static final Map<String, List<String>> OPERATORS =
            Map.of(
                    PushRecipients.GOOGLE, List.of("https://fcm.googleapis.com"),
                    PushRecipients.APPLE, List.of("https://*.push.apple.com"),
                    PushRecipients.MOZILLA,
                            List.of(
                                    "https://updates.push.services.mozilla.com",
                                    "https://*.push.services.mozilla.com"),
                    PushRecipients.MICROSOFT, List.of("https://*.notify.windows.com"));

    private final ProviderCalls calls;
    private final PushConfig.Webpush config;
    private final @Nullable Vapid vapid;

    WebPushGateway(ProviderCalls calls, PushConfig config, Clock clock) {
        this.calls = calls;
        this.config = config.webpush();
        this.vapid = this.config.keyFile().map(file -> Vapid.read(file, clock)).orElse(null);
    }

    /** As whom this service signs. */
    private record Vapid(String publicKey, ProviderToken tokens) {
        static Vapid read(String file, Clock clock) {
            try {
                if (JsonWebKey.Factory.newJwk(KeyFiles.read(file))
                                instanceof EllipticCurveJsonWebKey key
                        && key.getPrivateKey() instanceof PrivateKey secret) {
                    return new Vapid(
                            PushCipher.encoded(key.getECPublicKey()),
                            new ProviderToken(secret, "ES256", null, TOKEN, clock));
                }
            } catch (JoseException e) {
                throw new IllegalStateException("not a JWK: " + file, e);
            }
            throw new IllegalStateException("not a private key on P-256: " + file);
        }
    }

    @Override
    public PushProvider provider() {
        return PushProvider.WEBPUSH;
    }

    @Override
    public boolean configured() {
        return vapid != null;
    }

    @Override
    public boolean accepts(String token) {
        return Subscription.parse(token).filter(one -> one.isAt(config.origins())).isPresent();
    }

    @Override
    public String recipient(String token) {
        return Subscription.parse(token)
                .map(subscription ->
                        OPERATORS.entrySet().stream()
                                .filter(known -> subscription.isAt(known.getValue()))
                                .map(Map.Entry::getKey)
                                .findFirst()
                                .orElse(PushRecipients.OTHER))
                .orElse(PushRecipients.OTHER);
    }

    @Override
    public Delivery send(String token, PushEndpoints.Signal signal) {
        var here = vapid;
        var subscription = Subscription.parse(token).filter(one -> one.isAt(config.origins()));
        if (here == null || subscription.isEmpty()) {
            return new Refused();
        }
        var to = subscription.get();
        var claims = Map.of("aud", to.origin(), "sub", config.contact());
        var request =
                HttpRequest.newBuilder(to.endpoint())
                        .header("TTL", Long.toString(KEPT_BY_THE_SERVICE.toSeconds()))
                        .header(
                                "Urgency",
                                signal.kind().urgency() == Urgency.HIGH ? "high" : "normal")
                        .header("Topic", signal.id().toString().replace("-", ""))
                        .header("Content-Encoding", "aes128gcm")
                        .header("Content-Type", "application/octet-stream")
                        .header(
                                "Authorization",
                                "vapid t="
                                        + here.tokens().of(claims, true)
                                        + ", k="
                                        + here.publicKey())
                        .POST(
                                BodyPublishers.ofByteArray(
                                        PushCipher.encrypt(
                                                to.publicKey(), to.secret(), payload(signal))));
        return calls.post(request, WebPushGateway::judge);
    }

    private static byte[] payload(PushEndpoints.Signal signal) {
        return JSON.createObjectNode()
                .put("title", "BESTQI")
                .put("body", signal.text())
                .put("kind", signal.kind().name())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Delivery judge(Answer answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return new Taken();
        }
        if (status == 404 || status == 410) {
            return new Unregistered();
        }
        return status == 429 || status >= 500 ? answer.later() : new Refused();
    }
}
