package com.bestqi.notification;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the mail server got. */
public final class Mails {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\"\\s;]+)\"?");

    private Mails() {}

    /**
     * One mail.
     *
     * @param parts decoded, by content type
     */
    public record Received(
            String subject, String messageId, String raw, Map<String, String> parts) {
        /** The plain text. */
        public String text() {
            return parts.get("text/plain");
        }

        /** The HTML. */
        public String html() {
            return parts.get("text/html");
        }
    }

    /** Everything somebody got. */
    public static List<Received> to(String address) {
        var answer =
                given().baseUri(System.getProperty(Doubles.MAIL_API))
                        .port(-1)
                        .get("/api/user/{address}/messages", address);
        if (answer.statusCode() != 200) {
            return List.of();
        }
        var found = new ArrayList<Received>();
        for (var message : answer.jsonPath().<Map<String, Object>>getList("$")) {
            var raw = String.valueOf(message.get("mimeMessage"));
            var parts = new java.util.HashMap<String, String>();
            read(raw, parts);
            found.add(
                    new Received(
                            String.valueOf(message.get("subject")),
                            header(raw, "Message-ID"),
                            raw,
                            parts));
        }
        return found;
    }

    private static void read(String part, Map<String, String> parts) {
        var split = part.split("\r?\n\r?\n", 2);
        var head = split[0];
        var body = split.length > 1 ? split[1] : "";
        var type = header(head, "Content-Type");
        var boundary = BOUNDARY.matcher(type + "");
        if (type.startsWith("multipart/") && boundary.find()) {
            for (var inner : body.split("--" + Pattern.quote(boundary.group(1)))) {
                if (inner.contains(":")) {
                    read(inner.strip(), parts);
                }
            }
            return;
        }
        parts.put(
                type.split(";")[0].strip(),
                decode(header(head, "Content-Transfer-Encoding"), body));
    }

    private static String header(String head, String name) {
        var unfolded = head.split("\r?\n\r?\n", 2)[0].replaceAll("\r?\n[ \t]+", " ");
        var matcher =
                Pattern.compile("(?im)^" + Pattern.quote(name) + ":\\s*(.*?)\\s*$")
                        .matcher(unfolded);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String decode(String encoding, String body) {
        return switch (encoding.toLowerCase(java.util.Locale.ROOT)) {
            case "base64" -> new String(Base64.getMimeDecoder().decode(body.strip()), UTF_8);
            case "quoted-printable" -> quotedPrintable(body);
            default -> body;
        };
    }

    private static String quotedPrintable(String body) {
        var bytes = new ByteArrayOutputStream();
        var text = body.replaceAll("=\r?\n", "");
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '=' && i + 2 < text.length()) {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(text.charAt(i));
            }
        }
        return bytes.toString(UTF_8);
    }
}
