package com.bestqi.notification;

import static io.restassured.RestAssured.given;

import java.nio.file.Path;

/**
 * What tests and the surroundings tell each other. They live in different class loaders of one
 * process, so it lies among the system properties, as text only.
 */
public final class Doubles {
    /** What the service logs. */
    public static final Path LOG = Path.of("target", "notification-test.log").toAbsolutePath();

    static final String MAIL_API = "bestqi.double.mail-api";
    static final String URL = "bestqi.double.url";

    private static final String CONTACT = "bestqi.double.contact.";
    private static final String ASKED = "bestqi.double.asked.";
    private static final String NOBODY = "404";

    private Doubles() {}

    /** Says what account-service answers about a person: JSON, or a status. */
    public static void contact(Object accountId, String answer) {
        System.setProperty(CONTACT + accountId, answer);
    }

    static synchronized String answerAbout(String accountId) {
        System.setProperty(ASKED + accountId, Integer.toString(asked(accountId) + 1));
        return System.getProperty(CONTACT + accountId, NOBODY);
    }

    /** How often account-service was asked about a person. */
    public static int asked(Object accountId) {
        return Integer.getInteger(ASKED + accountId, 0);
    }

    /** Starts or stops the mail server. */
    public static void mailServer(String verb) {
        given().baseUri(System.getProperty(URL))
                .port(-1)
                .post("/mail-server/" + verb)
                .then()
                .statusCode(200);
    }
}
