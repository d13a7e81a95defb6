package com.bestqi.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.localstack.MailPart;
import com.bestqi.localstack.Ports;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/** A real mail server, and account-service and the token endpoint as tests want them to answer. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {
    private static final String TOKEN = "token-of-this-service";

    static final String PACKAGED = "packaged";

    private HttpServer server;
    private MailPart mail;
    private boolean packaged;

    @Override
    public void init(Map<String, String> arguments) {
        packaged = arguments.containsKey(PACKAGED);
    }

    @Override
    public Map<String, String> start() {
        int smtpPort = Ports.free();
        mail = new MailPart(folder(), smtpPort, Ports.free());
        mail.start();
        var url = startServer();
        System.setProperty(Doubles.MAIL_API, mail.apiUrl());
        System.setProperty(Doubles.URL, url);
        var settings = new HashMap<>(PushKeys.settings(url));
        settings.putAll(settings(smtpPort, url));
        if (packaged) {
            // Who starts a package has its log written where it looks for the port.
            settings.keySet().removeIf(key -> key.startsWith("quarkus.log."));
        }
        return settings;
    }

    private static Map<String, String> settings(int smtpPort, String url) {
        return Map.ofEntries(
                Map.entry("bestqi.smtp.host", "localhost"),
                Map.entry("bestqi.smtp.port", Integer.toString(smtpPort)),
                Map.entry("bestqi.account.url", url),
                Map.entry("bestqi.keycloak.url", url),
                Map.entry("bestqi.public.url", "https://gateway.example"),
                Map.entry("bestqi.mail.bounces-to", "bounces@bestqi.example"),
                Map.entry("bestqi.client.id", "notification-service"),
                Map.entry("bestqi.client.secret", "only-for-this-test"),
                Map.entry("bestqi.message.retry-after", "PT0.2S"),
                Map.entry("bestqi.message.retry-at-most", "PT1S"),
                Map.entry("bestqi.announcement.chunk-size", "5"),
                Map.entry("bestqi.announcement.round-every", "PT1S"),
                Map.entry("quarkus.log.file.enabled", "true"),
                Map.entry("quarkus.log.file.path", Doubles.LOG.toString()));
    }

    private static Path folder() {
        try {
            var target = Files.createDirectories(Path.of("target")).toAbsolutePath();
            return Files.createTempDirectory(target, "mail-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String startServer() {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            server = HttpServer.create(address, 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/realms/bestqi/protocol/openid-connect/token", Surroundings::token);
        server.createContext("/internal/accounts/", Surroundings::contact);
        server.createContext("/mail-server/", this::mailServer);
        server.createContext("/push/", Surroundings::push);
        server.start();
        return "http://localhost:" + server.getAddress().getPort();
    }

    private static void token(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                "{\"access_token\":\""
                        + TOKEN
                        + "\",\"token_type\":\"Bearer\",\"expires_in\":300}");
    }

    private static void contact(HttpExchange exchange) throws IOException {
        var authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (!("Bearer " + TOKEN).equals(authorization)) {
            answer(exchange, 401, "{}");
            return;
        }
        var said = Doubles.answerAbout(exchange.getRequestURI().getPath().split("/")[3]);
        if (said.matches("[0-9]{3}")) {
            answer(exchange, Integer.parseInt(said), "{\"title\":\"as the test said\"}");
        } else {
            answer(exchange, 200, said);
        }
    }

    /** A provider's side: remembers what came, and answers as the test said. */
    private static void push(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = exchange.getRequestBody().readAllBytes();
        if (path.endsWith("/token")) {
            answer(exchange, 200, "{\"access_token\":\"of-the-provider\",\"expires_in\":3600}");
            return;
        }
        var said = Doubles.pushed(path, exchange.getRequestHeaders(), body).split(" ", 3);
        if (!said[1].equals("-")) {
            exchange.getResponseHeaders().add("Retry-After", said[1]);
        }
        answer(exchange, Integer.parseInt(said[0]), said[2]);
    }

    private void mailServer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().endsWith("/start")) {
            mail.start();
        } else {
            mail.stop(Duration.ofSeconds(5));
        }
        answer(exchange, 200, "{}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
        if (mail != null) {
            mail.stop(Duration.ofSeconds(5));
        }
    }
}
