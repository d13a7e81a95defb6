package com.bestqi.notification.push;

import java.util.regex.Pattern;

/** Who delivers to a phone. */
enum PushProvider {
    /** Firebase Cloud Messaging; a registration token. */
    FCM("[A-Za-z0-9_:.-]{20,4096}"),
    /** Apple; a device token, in hexadecimal. */
    APNS("([0-9A-Fa-f]{2}){32,100}"),
    /** A browser's push service (RFC 8030); the subscription as JSON, as the browser gives it. */
    WEBPUSH("\\{[\\x20-\\x7e]{20,4000}\\}");

    private final Pattern token;

    PushProvider(String token) {
        this.token = Pattern.compile(token);
    }

    /** Whether it has the form of this provider's tokens. */
    boolean accepts(String given) {
        return token.matcher(given).matches();
    }
}
