package com.bestqi.notification;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What tests and the surroundings tell each other. They live in different class loaders of one
 * process, so it lies among the system properties.
 */
public final class Doubles {
    /** What the service logs. */
    public static final Path LOG = Path.of("target", "notification-test.log").toAbsolutePath();

    private static final String NOBODY = "404";

    private Doubles() {}

    @SuppressWarnings("unchecked")
    private static Map<String, Object> shared() {
        return (Map<String, Object>)
                System.getProperties()
                        .computeIfAbsent(
                                "com.bestqi.notification.doubles",
                                _ -> new ConcurrentHashMap<String, Object>());
    }

    /** Says what account-service answers about a person: JSON, or a status. */
    public static void contact(Object accountId, String answer) {
        shared().put("contact/" + accountId, answer);
    }

    static String contact(String accountId) {
        shared().merge("asked/" + accountId, 1, (was, one) -> (Integer) was + (Integer) one);
        return (String) shared().getOrDefault("contact/" + accountId, NOBODY);
    }

    /** How often account-service was asked about a person. */
    public static int asked(Object accountId) {
        return (Integer) shared().getOrDefault("asked/" + accountId, 0);
    }

    static void mailApi(String url) {
        shared().put("mail-api", url);
    }

    static String mailApi() {
        return (String) shared().get("mail-api");
    }

    static void mailServer(String verb, Runnable action) {
        shared().put("mail-server/" + verb, action);
    }

    /** Starts or stops the mail server. */
    public static void mailServer(String verb) {
        ((Runnable) shared().get("mail-server/" + verb)).run();
    }
}
