package com.bestqi.notification.push;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** With which providers, and as whom. Files hold keys, so they come as secrets. */
@ConfigMapping(prefix = "bestqi.push")
interface PushConfig {
    /** How long a provider may take for one message. */
    @WithDefault("PT10S")
    Duration timeout();

    Fcm fcm();

    Apns apns();

    Webpush webpush();

    /** Firebase Cloud Messaging, HTTP v1. */
    interface Fcm {
        /** The service account as Google gives it: JSON with project, address and private key. */
        Optional<String> serviceAccountFile();

        @WithDefault("https://fcm.googleapis.com")
        String url();
    }

    /** Apple. */
    interface Apns {
        /** The signing key (PKCS 8, PEM). */
        Optional<String> keyFile();

        Optional<String> keyId();

        Optional<String> teamId();

        /** The bundle id of the app. */
        Optional<String> topic();

        @WithDefault("https://api.push.apple.com")
        String url();
    }

    /** Web Push with VAPID (RFC 8030, 8291, 8292). */
    interface Webpush {
        /** The key the app's subscriptions are bound to, as a JWK on P-256. */
        Optional<String> keyFile();

        /** Whom a push service writes to: a mailto or https address. */
        @WithDefault("mailto:push@bestqi.example")
        String contact();

        /**
         * Where push services are; a subscription elsewhere is refused, or anybody could have this
         * service call what they like. {@code https://*.host} stands for every host below.
         */
        @WithDefault(
                "https://fcm.googleapis.com,https://updates.push.services.mozilla.com,https://*.push.apple.com,https://*.notify.windows.com")
        List<String> origins();
    }
}
