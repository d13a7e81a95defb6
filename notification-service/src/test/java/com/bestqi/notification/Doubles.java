package com.bestqi.notification;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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

    private static final String PUSHED = "bestqi.double.pushed.";
    private static final String ANSWER = "bestqi.double.push-answer.";

    /**
     * Has a provider answer so to every call whose path or body has this in it.
     *
     * @param answer status, Retry-After or -, body
     */
    public static void pushAnswer(String about, String answer) {
        System.setProperty(ANSWER + about, answer);
    }

    /** What a provider was sent. */
    public record Pushed(String path, Map<String, String> headers, byte[] body) {
        /** The body as text. */
        public String text() {
            return new String(body, UTF_8);
        }
    }

    /** Every call of a provider whose path or body has this in it. */
    public static List<Pushed> pushed(String about) {
        var found = new ArrayList<Pushed>();
        int calls = Integer.getInteger(PUSHED + "count", 0);
        for (int i = 1; i <= calls; i++) {
            var parts = System.getProperty(PUSHED + i).split("\n", 3);
            var headers = new HashMap<String, String>();
            for (var header : parts[1].split("\\|")) {
                var named = header.split("=", 2);
                headers.put(named[0].toLowerCase(Locale.ROOT), named[1]);
            }
            var pushed = new Pushed(parts[0], headers, Base64.getDecoder().decode(parts[2]));
            if (pushed.path().contains(about) || pushed.text().contains(about)) {
                found.add(pushed);
            }
        }
        return found;
    }

    static synchronized String pushed(String path, Map<String, List<String>> headers, byte[] body) {
        var lines = new ArrayList<String>();
        headers.forEach((name, values) -> lines.add(name + "=" + values.getFirst()));
        int number = Integer.getInteger(PUSHED + "count", 0) + 1;
        System.setProperty(
                PUSHED + number,
                path
                        + "\n"
                        + String.join("|", lines)
                        + "\n"
                        + Base64.getEncoder().encodeToString(body));
        System.setProperty(PUSHED + "count", Integer.toString(number));
        var text = path + new String(body, UTF_8);
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(ANSWER))
                .filter(name -> text.contains(name.substring(ANSWER.length())))
                .map(System::getProperty)
                .findFirst()
                .orElse("200 - {}");
    }
}
