package com.bestqi.dsr;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.localstack.SelfSigned;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Stands in for Keycloak's token endpoint, account-service and notification-service. What it is to
 * answer, and what it was told, lies in maps of the process: the tests live in other class loaders.
 */
public final class Doubles implements QuarkusTestResourceLifecycleManager {
    private static final String TOKEN = "token-of-dsr-service";
    private static final ObjectMapper JSON = new ObjectMapper();

    private HttpServer server;

    /** Answers to the next calls for the contact of a person; afterwards it is given. */
    public static void contactAnswers(UUID accountId, int... statuses) {
        for (int status : statuses) {
            answers("contact/" + accountId).add(Integer.toString(status));
        }
    }

    /** Answers to the next mails to an address: a status, or {@code slow}; afterwards accepted. */
    public static void mailAnswers(String to, String... answers) {
        answers("mail/" + to).addAll(List.of(answers));
    }

    /** The mails accepted for an address. */
    public static List<String> mails(String to) {
        return List.copyOf(answers("accepted/" + to));
    }

    /** How often anybody asked for the contact of a person. */
    public static int contactCalls(UUID accountId) {
        return answers("asked/" + accountId).size();
    }

    /** The address account-service has for a person. */
    public static String address(UUID accountId) {
        return "canary-" + accountId + "@example.org";
    }

    @SuppressWarnings("unchecked")
    private static Queue<String> answers(String key) {
        var maps =
                (Map<String, Queue<String>>)
                        System.getProperties()
                                .computeIfAbsent(
                                        "com.bestqi.dsr.doubles",
                                        _ -> new ConcurrentHashMap<String, Queue<String>>());
        return maps.computeIfAbsent(key, _ -> new ConcurrentLinkedQueue<>());
    }

    @Override
    public Map<String, String> start() {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            server = HttpServer.create(address, 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/realms/bestqi/protocol/openid-connect/token", Doubles::token);
        for (var service : List.of("account", "device", "consent", "notification")) {
            server.createContext("/" + service + "/internal/", exchange -> peer(service, exchange));
        }
        server.createContext("/account/internal/accounts/", Doubles::accounts);
        server.createContext("/account/internal/accounts/lookup", Doubles::lookup);
        server.createContext("/device/internal/subjects/", Doubles::device);
        server.createContext("/notification/internal/mails", Doubles::mail);
        server.createContext("/consent/v1/purposes", Doubles::purposes);
        server.createContext("/consent/v1/recipients", Doubles::recipients);
        server.createContext("/callbacks/", Doubles::callback);
        server.start();
        var url = "http://localhost:" + server.getAddress().getPort();
        var signer = SelfSigned.made("only-for-this-test");
        return Map.ofEntries(
                Map.entry("bestqi.opendsr.key", signer.key()),
                Map.entry("bestqi.opendsr.certificate", signer.certificate()),
                Map.entry(
                        "bestqi.opendsr.callbacks",
                        "partner=%1$s/callbacks/one,partner=%1$s/callbacks/two".formatted(url)),
                Map.entry("bestqi.mail-request.a-source", "60"),
                Map.entry("bestqi.keycloak.url", url),
                Map.entry("bestqi.account.url", url + "/account"),
                Map.entry("bestqi.device.url", url + "/device"),
                Map.entry("bestqi.consent.url", url + "/consent"),
                Map.entry("bestqi.notification.url", url + "/notification"),
                Map.entry("bestqi.client.id", "dsr-service"),
                Map.entry("bestqi.client.secret", "only-for-this-test"),
                Map.entry("bestqi.erasure.escalate-after", "PT3S"),
                Map.entry("bestqi.participant.silent-after", "PT5S"),
                Map.entry("bestqi.participant.look-every", "1s"),
                Map.entry("bestqi.erasure.resend-after", "PT2S"),
                Map.entry("bestqi.erasure.resend-at-most", "PT2S"),
                Map.entry("bestqi.erasure.contact-give-up-after", "PT2S"),
                Map.entry("bestqi.erasure.mail-max-tries", "3"));
    }

    /** Answers to the next callbacks about a request: a status; afterwards it is taken. */
    public static void callbackAnswers(String subjectRequestId, int... statuses) {
        for (int status : statuses) {
            answers("callback/" + subjectRequestId).add(Integer.toString(status));
        }
    }

    /** The callbacks taken about a request: domain, signature and body, a line each. */
    public static List<String> callbacks(String subjectRequestId) {
        return List.copyOf(answers("called/" + subjectRequestId));
    }

    private static void callback(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var about = JSON.readTree(body).path("subject_request_id").asText();
        var said = answers("callback/" + about).poll();
        if (said == null) {
            var headers = exchange.getRequestHeaders();
            answers("called/" + about)
                    .add(
                            String.join(
                                    "\n",
                                    headers.getFirst("X-OpenDSR-Processor-Domain"),
                                    headers.getFirst("X-OpenDSR-Signature"),
                                    body));
            answer(exchange, 202, Map.of());
            return;
        }
        answers("refused/" + about).add(said);
        exchange.getResponseHeaders().add("Location", "/callbacks/elsewhere");
        answer(exchange, Integer.parseInt(said), Map.of());
    }

    /** How many callbacks about a request were not taken. */
    public static int callbacksRefused(String subjectRequestId) {
        return answers("refused/" + subjectRequestId).size();
    }

    private static void token(HttpExchange exchange) throws IOException {
        answer(exchange, 200, Map.of("access_token", TOKEN, "expires_in", 300));
    }

    private static void contact(HttpExchange exchange) throws IOException {
        if (!authorized(exchange)) {
            answer(exchange, 401, Map.of());
            return;
        }
        var accountId = exchange.getRequestURI().getPath().split("/")[4];
        answers("asked/" + accountId).add("once");
        var status = answers("contact/" + accountId).poll();
        if (status != null) {
            answer(exchange, Integer.parseInt(status), Map.of("title", "as the test said"));
            return;
        }
        var email = address(UUID.fromString(accountId));
        answer(exchange, 200, Map.of("email", email, "language", "de", "more", 1));
    }

    /** What a service streams about a person: the lines, or a status, or {@code cut}. */
    public static void exports(String service, UUID accountId, String... lines) {
        var told = answers("export/" + service + "/" + accountId);
        told.clear();
        told.addAll(List.of(lines));
    }

    /** Answers to the next calls for an export of a service: a status or {@code cut}. */
    public static void exportFails(String service, UUID accountId, String... how) {
        answers("export-fails/" + service + "/" + accountId).addAll(List.of(how));
    }

    /** What account-service was asked to do about a person. */
    public static List<String> orders(UUID accountId) {
        return List.copyOf(answers("orders/" + accountId));
    }

    /** Answers to the next orders about a person: a status; afterwards 200. */
    public static void orderAnswers(UUID accountId, int... statuses) {
        for (int status : statuses) {
            answers("order/" + accountId).add(Integer.toString(status));
        }
    }

    /** The next question whose this address is, is not answered. */
    public static void lookupFails(String email) {
        answers("lookup/" + email).add("500");
    }

    private static void lookup(HttpExchange exchange) throws IOException {
        var email =
                JSON.readTree(new String(exchange.getRequestBody().readAllBytes(), UTF_8))
                        .path("email")
                        .asText();
        var fails = answers("lookup/" + email).poll();
        if (!authorized(exchange)) {
            answer(exchange, 401, Map.of());
        } else if (fails != null) {
            answer(exchange, 500, Map.of());
        } else if (email.matches("canary-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@example.org")) {
            answer(exchange, 200, Map.of("accountId", email.substring(7, 43)));
        } else {
            answer(exchange, 200, Map.of());
        }
    }

    /** What device-service tells about a device of a person: a status, or the readings as JSON. */
    public static void diagnosis(UUID accountId, String answer) {
        answers("diagnosis/" + accountId).add(answer);
    }

    private static void device(HttpExchange exchange) throws IOException {
        var words = exchange.getRequestURI().getPath().split("/");
        if (!words[5].equals("devices")) {
            peer("device", exchange);
            return;
        }
        var said = answers("diagnosis/" + words[4]).poll();
        if (!authorized(exchange)) {
            answer(exchange, 401, Map.of());
        } else if (said == null || said.length() == 3) {
            answer(exchange, said == null ? 404 : Integer.parseInt(said), Map.of());
        } else {
            answer(exchange, 200, Map.of("deviceType", words[6], "readings", JSON.readTree(said)));
        }
    }

    private static void peer(String service, HttpExchange exchange) throws IOException {
        var words = exchange.getRequestURI().getPath().split("/");
        if (!authorized(exchange)) {
            answer(exchange, 401, Map.of());
        } else if (words[3].equals("inventory")) {
            answer(exchange, 200, Map.of("service", service, "stores", stores(service)));
        } else if (words[5].equals("counts")) {
            answer(
                    exchange,
                    200,
                    Map.of(
                            "service",
                            service,
                            "stores",
                            List.of(
                                    Map.of(
                                            "store",
                                            service + "_thing",
                                            "category",
                                            category(service),
                                            "count",
                                            3)),
                            "parts",
                            List.of(
                                    Map.of(
                                            "store",
                                            service + "_thing",
                                            "category",
                                            "health",
                                            "count",
                                            2))));
        } else {
            export(service, words[4], exchange);
        }
    }

    private static String category(String service) {
        return switch (service) {
            case "device" -> "reading";
            case "consent" -> "consent";
            case "notification" -> "message";
            default -> "profile";
        };
    }

    private static List<Map<String, Object>> stores(String service) {
        return List.of(
                store(service, service + "_thing", "PU-1", "DELETE"),
                store(service, service + "_duty", "PU-5", "DELETE"));
    }

    private static Map<String, Object> store(
            String service, String name, String purpose, String erasure) {
        return Map.of(
                "store",
                name,
                "category",
                category(service),
                "erasure",
                erasure,
                "exported",
                true,
                "ground",
                "",
                "purposes",
                List.of(purpose),
                "clauses",
                List.of("DV-3"),
                "retention",
                "P12M",
                "columns",
                List.of(
                        Map.of("name", "account_id", "category", "identifier", "personal", true),
                        Map.of("name", "said", "category", category(service), "personal", true)),
                "rows",
                List.of(
                        Map.of(
                                "category", "health",
                                "column", "said",
                                "values", List.of("canary heart-rate"))));
    }

    private static void export(String service, String accountId, HttpExchange exchange)
            throws IOException {
        var fails = answers("export-fails/" + service + "/" + accountId).poll();
        if (fails != null && !fails.equals("cut")) {
            answer(exchange, Integer.parseInt(fails), Map.of());
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", "application/x-ndjson");
        exchange.sendResponseHeaders(200, 0);
        var body = exchange.getResponseBody();
        for (var line : answers("export/" + service + "/" + accountId)) {
            body.write((line + "\n").getBytes(UTF_8));
            if (fails != null) {
                body.flush();
                throw new IOException("cut off, as the test said");
            }
        }
        exchange.close();
    }

    private static void accounts(HttpExchange exchange) throws IOException {
        var words = exchange.getRequestURI().getPath().split("/");
        if (words[5].equals("contact")) {
            contact(exchange);
            return;
        }
        var order = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        answers("orders/" + words[4]).add(words[5] + " " + order);
        var status = answers("order/" + words[4]).poll();
        if (status == null) {
            answer(exchange, 200, Map.of("field", "name", "before", "canary before"));
        } else {
            answer(
                    exchange,
                    Integer.parseInt(status),
                    Map.of("detail", "One or more fields are not valid."));
        }
    }

    private static void purposes(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                Map.of(
                        "items",
                        List.of(
                                purpose("PU-1", "contract"),
                                purpose("PU-4b", "consent"),
                                purpose("PU-5", "legal obligation"))));
    }

    private static Map<String, String> purpose(String key, String basis) {
        return Map.of("key", key, "basis", basis, "title", "Purpose " + key, "text", "Words.");
    }

    private static void recipients(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                Map.of(
                        "items",
                        List.of(
                                Map.of(
                                        "name", "Maps & Co",
                                        "kind", "SERVICE_PROVIDER",
                                        "country", "IE",
                                        "categories", List.of("reading"),
                                        "description", "<b>maps</b>"))));
    }

    private static void mail(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var to = JSON.readTree(body).path("to").asText();
        var said = answers("mail/" + to).poll();
        if (!authorized(exchange)) {
            answer(exchange, 401, Map.of());
        } else if (said == null) {
            answers("accepted/" + to).add(body);
            answer(exchange, 202, Map.of());
        } else if (said.equals("slow")) {
            answers("accepted/" + to).add(body);
            pause();
            answer(exchange, 202, Map.of());
        } else {
            answer(exchange, Integer.parseInt(said), Map.of("title", "as the test said"));
        }
    }

    /** A slow mail server: this is what the test is about, not a way to wait for something. */
    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean authorized(HttpExchange exchange) {
        return ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static void answer(HttpExchange exchange, int status, Map<String, ?> body)
            throws IOException {
        var bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
